package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a cluster did about an image, as seen at one time.
 *
 * @param running the Deployments that have a ReplicaSet with it
 */
public record Reality(
    Map<String, Deployment> deployments, Map<String, Change> held, Set<String> running) {
  /** With the owner's pause nobody asks the operator; so it has no record with a reason. */
  private static final Fate PAUSED = Fate.held("OwnPause");

  public static Reality of(KubernetesClient client, List<String> namespaces, String image) {
    var seen = new Reality(new HashMap<>(), new HashMap<>(), new HashSet<>());
    for (var namespace : namespaces) {
      client
          .apps()
          .deployments()
          .inNamespace(namespace)
          .list()
          .getItems()
          .forEach(d -> seen.deployments().put(path(namespace, d.getMetadata().getName()), d));
      client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
          .filter(r -> image(r).equals(image))
          .forEach(r ->
              seen.running()
                  .add(path(namespace, r.getMetadata().getOwnerReferences().getFirst().getName())));
      client.resources(Change.class).inNamespace(namespace).list().getItems().stream()
          .filter(c -> c.getStatus().getState() == ChangeState.Held)
          .forEach(
              c -> seen.held().put(path(namespace, c.getSpec().getWorkloadRef().getName()), c));
    }
    return seen;
  }

  private static String image(ReplicaSet replicas) {
    return replicas.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  private static String path(String namespace, String name) {
    return namespace + "/" + name;
  }

  /** What became of it, once the write was accepted. */
  public Fate of(DrawnApp app) {
    var deployment = deployments.get(app.path());
    if (deployment == null) {
      return Fate.UNDECIDED;
    }
    var labels = Optional.ofNullable(deployment.getMetadata().getLabels()).orElse(Map.of());
    var paused = Boolean.TRUE.equals(deployment.getSpec().getPaused());
    if (Labels.TRUE.equals(labels.get(Labels.HELD))) {
      return Optional.ofNullable(held.get(app.path()))
          .flatMap(c -> Optional.ofNullable(c.getStatus().getReason()))
          .map(Fate::held)
          .orElse(Fate.UNDECIDED);
    }
    if (paused) {
      return PAUSED;
    }
    return running.contains(app.path()) ? Fate.ROLLS_OUT : Fate.UNDECIDED;
  }

  /** The risk of its Change, if one is held and says so. */
  public Optional<String> risk(DrawnApp app) {
    return Optional.ofNullable(held.get(app.path()))
        .flatMap(c -> Optional.ofNullable(c.getStatus().getRisk()))
        .map(Enum::name);
  }
}
