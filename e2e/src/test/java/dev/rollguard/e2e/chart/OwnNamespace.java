package dev.rollguard.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.e2e.harness.Cluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A namespace for one test, and those who write there. */
final class OwnNamespace implements BeforeEachCallback, AfterEachCallback {
  static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient admin;
  private final KubernetesClient operator;
  private final People people;
  private final String name;

  OwnNamespace(Cluster cluster, String prefix) {
    admin = cluster.admin();
    operator = cluster.as("system:serviceaccount:rollguard:rollguard");
    people = new People(cluster);
    name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    admin.namespaces().withName(name).delete();
  }

  String name() {
    return name;
  }

  /** May do everything that no policy forbids. */
  KubernetesClient admin() {
    return admin;
  }

  KubernetesClient operator() {
    return operator;
  }

  People people() {
    return people;
  }

  /** The API server says no, with this sentence. */
  static void refused(ThrowingCallable write, String message) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining(message);
  }
}
