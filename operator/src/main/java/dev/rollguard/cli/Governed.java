package dev.rollguard.cli;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.observe.Coverage;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which changes a window takes in, by the labels of today; those of the past are not kept. */
final class Governed {
  private final ChangeWindow window;
  private final Coverage coverage = new Coverage("kube-system", Optional.empty());
  private final Map<String, Workload> deployments;
  private final Map<String, Namespace> namespaces;

  /** Asks for labels only when the window has selectors. */
  Governed(Session session, ChangeWindow window) {
    this.window = window;
    var selects = window.getSpec().getWorkloads() != null;
    this.deployments =
        by(
            selects
                ? Pages.all(session.client().resources(Workload.class).inAnyNamespace())
                : List.of(),
            d -> d.getMetadata().getUid());
    this.namespaces =
        by(
            selects ? Pages.all(session.client().resources(Namespace.class)) : List.of(),
            n -> n.getMetadata().getName());
  }

  boolean covers(Change change) {
    var deployment =
        deployments.getOrDefault(change.getSpec().getWorkloadRef().getUid(), gone(change));
    var namespace = namespaces.get(change.getMetadata().getNamespace());
    return coverage.covers(
        window,
        deployment,
        change.getSpec().getDatacenter(),
        namespace == null ? Map.of() : labels(namespace));
  }

  /** A Deployment that was deleted has no labels any more. */
  private static Workload gone(Change change) {
    var deployment = new Workload();
    deployment.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(change.getMetadata().getNamespace())
            .withName(change.getSpec().getWorkloadRef().getName())
            .withLabels(Map.of())
            .build());
    return deployment;
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
  }

  private static <T> Map<String, T> by(List<T> objects, Function<T, String> key) {
    return objects.stream().collect(Collectors.toMap(key, Function.identity(), (a, b) -> a));
  }
}
