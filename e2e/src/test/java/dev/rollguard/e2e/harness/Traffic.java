package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the pods of a Deployment report, its canary's included. The pods are the cluster's; what
 * they do is what the test says, each track by itself.
 */
public final class Traffic implements Exporter.Reporter, AutoCloseable {
  private static final String STABLE = "stable";

  private final Exporter exporter;
  private final String deployment;
  private final SharedIndexInformer<Pod> pods;
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final Map<String, Series> series = new ConcurrentHashMap<>();

  Traffic(App app, Exporter exporter) {
    this.exporter = exporter;
    deployment = app.name();
    var inNamespace = app.client().pods().inNamespace(app.namespace());
    pods = inNamespace.withLabel("app", app.name()).inform();
    all(Behaviour.good());
    exporter.add(this);
  }

  public Traffic stable(Behaviour behaviour) {
    behaviours.put(STABLE, behaviour);
    return this;
  }

  public Traffic canary(Behaviour behaviour) {
    behaviours.put(Labels.TRACK_CANARY, behaviour);
    return this;
  }

  /** Whatever the track. */
  public Traffic all(Behaviour behaviour) {
    return stable(behaviour).canary(behaviour);
  }

  /** One scrape; as a real pod, one that is not ready serves and reports nothing. */
  @Override
  public void report(StringBuilder text) {
    var ready = pods.getStore().list().stream().filter(Readiness::isPodReady).toList();
    for (var pod : ready) {
      var name = pod.getMetadata().getName();
      var behaviour = Objects.requireNonNull(behaviours.get(track(pod)));
      var counted = series.computeIfAbsent(name, n -> new Series(labels(pod), n.hashCode()));
      counted.advance(behaviour);
      if (behaviour.reports()) {
        counted.report(text, behaviour);
      }
    }
  }

  private static String track(Pod pod) {
    return Labels.TRACK_CANARY.equals(pod.getMetadata().getLabels().get(Labels.TRACK))
        ? Labels.TRACK_CANARY
        : STABLE;
  }

  private String labels(Pod pod) {
    var metadata = pod.getMetadata();
    return "namespace=\"%s\",deployment=\"%s\",pod=\"%s\",track=\"%s\",hash=\"%s\""
        .formatted(
            metadata.getNamespace(),
            deployment,
            metadata.getName(),
            track(pod),
            metadata.getLabels().get("pod-template-hash"));
  }

  @Override
  public void close() {
    exporter.remove(this);
    pods.close();
  }
}
