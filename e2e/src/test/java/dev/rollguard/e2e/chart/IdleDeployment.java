package dev.rollguard.e2e.chart;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/** A Deployment that wants no pods, for what the API server alone decides. */
final class IdleDeployment {
  private IdleDeployment() {}

  static Deployment of(String namespace, String name, Map<String, String> labels) {
    var app = Map.of("app", name);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelector()
        .withMatchLabels(app)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(app)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage("example.com/app:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }
}
