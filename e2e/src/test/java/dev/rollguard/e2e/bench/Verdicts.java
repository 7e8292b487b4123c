package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.CheckRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each run of a namespace was first seen with a verdict. */
final class Verdicts implements AutoCloseable {
  final Map<String, Instant> when = new ConcurrentHashMap<>();
  private final Watch watch;

  Verdicts(KubernetesClient client, String namespace) {
    watch =
        client
            .resources(CheckRun.class)
            .inNamespace(namespace)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, CheckRun run) {
                    if (run.getStatus() != null && run.getStatus().getVerdict() != null) {
                      when.putIfAbsent(run.getMetadata().getName(), Instant.now());
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
}
