package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** When each Deployment of a namespace (or of all) first looked as asked. */
final class Seen implements AutoCloseable {
  final Map<String, Instant> when = new ConcurrentHashMap<>();
  private final Watch watch;

  /** From now on: without a version a watch first tells of all ten thousand that are there. */
  Seen(KubernetesClient client, Predicate<Deployment> looks) {
    var all = client.apps().deployments().inAnyNamespace();
    var one = all.list(new ListOptionsBuilder().withLimit(1L).build());
    var now =
        new ListOptionsBuilder()
            .withResourceVersion(one.getMetadata().getResourceVersion())
            .build();
    watch =
        all.watch(
            now,
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, Deployment d) {
                if (action != Action.ADDED && looks.test(d)) {
                  when.putIfAbsent(
                      d.getMetadata().getNamespace() + "/" + d.getMetadata().getName(),
                      Instant.now());
                }
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
  }

  @Override
  public void close() {
    watch.close();
  }

  static boolean held(Deployment d) {
    return d.getMetadata().getLabels() != null
        && d.getMetadata().getLabels().containsKey(Labels.HELD);
  }

  static boolean free(Deployment d) {
    return !held(d) && !Boolean.TRUE.equals(d.getSpec().getPaused());
  }
}
