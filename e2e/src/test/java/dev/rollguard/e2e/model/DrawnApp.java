package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A Deployment.
 *
 * @param label its own label with a datacenter, if it has one
 * @param tier its own label that windows select by; may be empty
 * @param replicas with none it rolls out as well: its ReplicaSet is a new one
 */
public record DrawnApp(
    String namespace,
    String name,
    Optional<String> label,
    String tier,
    int replicas,
    boolean ownPause) {
  static final String TIER = "tier";
  static final String WEB = "web";

  /** Where it is, in one word. */
  public String path() {
    return namespace + "/" + name;
  }

  /** The same Deployment in another namespace, without labels of its own. */
  DrawnApp twinIn(String other) {
    return new DrawnApp(other, name, Optional.empty(), "", 0, false);
  }

  /** What its manifest says; the owner pauses it later. */
  public Deployment manifest(String image) {
    var labels = new HashMap<String, String>();
    label.ifPresent(l -> labels.put(Labels.DATACENTER, l));
    if (!tier.isEmpty()) {
      labels.put(TIER, tier);
    }
    var selected = Map.of("app", name);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(selected)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(selected)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage(image)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
