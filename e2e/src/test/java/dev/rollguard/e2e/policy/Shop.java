package dev.rollguard.e2e.policy;

import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Grants;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A namespace of the datacenter dc1 and the Deployments in it. */
final class Shop implements AutoCloseable {
  private static final PatchContext MERGE = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private final KubernetesClient client;
  private final String namespace;

  private Shop(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  Shop(KubernetesClient client) {
    this(client, "policy-" + UUID.randomUUID().toString().substring(0, 8));
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels(Labels.DATACENTER, "dc1")
                .endMetadata()
                .build())
        .create();
    awaitUngoverned();
  }

  /** API servers follow deleted policies within about a second: those of the test before. */
  private void awaitUngoverned() {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> tryToCreate("probe").getSpec().getPaused() == null);
  }

  String namespace() {
    return namespace;
  }

  RollableScalableResource<Deployment> named(String name) {
    return client.apps().deployments().inNamespace(namespace).withName(name);
  }

  Deployment create(String name, Map<String, String> labels) {
    return client.resource(deployment(name, labels)).create();
  }

  /** What a create would come to, without doing it. */
  Deployment tryToCreate(String name) {
    return client.resource(deployment(name, Map.of())).dryRun(true).create();
  }

  /** The same shop, for another user. */
  Shop as(KubernetesClient user) {
    return new Shop(user, namespace);
  }

  /** Gives a user the rights of who deploys here. */
  void letWrite(String user) {
    client.resource(Grants.in(namespace, "writes-" + user, "edit", user)).create();
  }

  /** An entry as people may forge it, with the time that they like. */
  static ManagedFieldsEntry stamp(Instant time) {
    var fields = new FieldsV1();
    fields.setAdditionalProperty("f:spec", Map.of("f:replicas", Map.of()));
    var entry = new ManagedFieldsEntry();
    entry.setManager("forger");
    entry.setOperation("Update");
    entry.setApiVersion("apps/v1");
    entry.setTime(time.toString());
    entry.setFieldsType("FieldsV1");
    entry.setFieldsV1(fields);
    return entry;
  }

  Deployment setImage(String name, String image) {
    return patch(
        name,
        """
        {"spec": {"template": {"spec": {"containers": [{"name": "app", "image": "%s"}]}}}}\
        """
            .formatted(image));
  }

  Deployment patch(String name, String merge) {
    return named(name).patch(MERGE, merge);
  }

  private Deployment deployment(String name, Map<String, String> labels) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withReplicas(0)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage("first")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  @Override
  public void close() {
    client.namespaces().withName(namespace).delete();
  }
}
