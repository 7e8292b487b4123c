package dev.rollguard.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The label that says where a workload belongs: moving away would escape a hold, so it takes the
 * right to update ChangeWindows. Datacenter names are unique to each test: no window governs them.
 */
@Scenario
class DatacenterLabelIT {
  private static final String RIGHT =
      ": that takes the right to update changewindows.rollguard.dev.";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private final KubernetesClient admin;
  private final People people;

  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final String home = "home-" + id;
  private final String elsewhere = "elsewhere-" + id;
  private final String governed = "governed-" + id;
  private final String free = "free-" + id;

  DatacenterLabelIT(Cluster cluster) {
    admin = cluster.admin();
    people = new People(cluster);
  }

  @BeforeEach
  void namespaces() {
    admin.resource(namespace(governed, home)).create();
    admin.resource(namespace(free, null)).create();
  }

  @AfterEach
  void cleanUp() {
    admin.namespaces().withName(governed).delete();
    admin.namespaces().withName(free).delete();
  }

  @Test
  void aDeploymentMayRepeatTheDatacenterOfItsNamespaceOrSayNothing() {
    assertThat(create(people.dora(), governed, "plain", null)).isNotNull();
    assertThat(create(people.dora(), governed, "repeats", home)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"elsewhere", ""})
  void aDeploymentIsNotBornOutsideTheDatacenterOfItsNamespace(String label) {
    refused(
        () -> create(people.dora(), governed, "cart", label),
        "dora may not change the datacenter of Deployment/cart from "
            + home
            + " to "
            + (label.isEmpty() ? "none" : label));
  }

  @Test
  void whoMayUpdateChangeWindowsMayPutADeploymentElsewhere() {
    assertThat(create(people.paula(), governed, "cart", elsewhere)).isNotNull();
  }

  @Test
  void anUngovernedDeploymentMayJoinADatacenter() {
    create(people.dora(), free, "cart", null);
    label(people.dora(), free, "cart", home);
    assertThat(admin.apps().deployments().inNamespace(free).withName("cart").get().getMetadata())
        .satisfies(m -> assertThat(m.getLabels()).containsEntry(Labels.DATACENTER, home));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"elsewhere", ""})
  void aDeploymentKeepsItsLabelAgainstWhoMayNotUpdateChangeWindows(@Nullable String label) {
    create(people.dora(), free, "cart", home);
    refused(
        () -> label(people.dora(), free, "cart", label),
        "dora may not change the datacenter of Deployment/cart from " + home + " to ");
    label(people.paula(), free, "cart", label);
  }

  @Test
  void aDeploymentMayNotLeaveItsNamespacesDatacenterByALabelOfItsOwn() {
    create(people.dora(), governed, "cart", null);
    refused(
        () -> label(people.dora(), governed, "cart", elsewhere),
        "dora may not change the datacenter of Deployment/cart from " + home + " to " + elsewhere);
  }

  @Test
  void otherWritesToALabelledDeploymentAreFree() {
    create(people.dora(), free, "cart", home);
    people.dora().apps().deployments().inNamespace(free).withName("cart").scale(2);
    assertThat(admin.apps().deployments().inNamespace(free).withName("cart").get().getSpec())
        .satisfies(s -> assertThat(s.getReplicas()).isEqualTo(2));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"elsewhere", ""})
  void aNamespaceKeepsItsLabelAgainstWhoMayNotUpdateChangeWindows(@Nullable String label) {
    refused(
        () -> label(people.dora(), governed, label),
        "dora may not change the datacenter of Namespace/" + governed + " from " + home + " to ");
    label(people.paula(), governed, label);
  }

  @Test
  void aNamespaceMayJoinADatacenterButNotLeaveItAgain() {
    label(people.dora(), free, home);
    refused(() -> label(people.dora(), free, null), "from " + home + " to none");
  }

  private static void refused(ThrowingCallable write, String message) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining(message)
        .hasMessageContaining(RIGHT);
  }

  private static Map<String, String> labels(@Nullable String datacenter) {
    return datacenter == null ? Map.of() : Map.of(Labels.DATACENTER, datacenter);
  }

  private static Namespace namespace(String name, @Nullable String datacenter) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels(datacenter))
        .endMetadata()
        .build();
  }

  private static Deployment create(
      KubernetesClient user, String namespace, String name, @Nullable String datacenter) {
    return user.resource(IdleDeployment.of(namespace, name, labels(datacenter))).create();
  }

  private static void label(
      KubernetesClient user, String namespace, String name, @Nullable String datacenter) {
    user.apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .patch(MERGE, labelPatch(datacenter));
  }

  private static void label(KubernetesClient user, String namespace, @Nullable String datacenter) {
    user.namespaces().withName(namespace).patch(MERGE, labelPatch(datacenter));
  }

  private static String labelPatch(@Nullable String datacenter) {
    return "{\"metadata\": {\"labels\": {\"%s\": %s}}}"
        .formatted(Labels.DATACENTER, datacenter == null ? null : '"' + datacenter + '"');
  }
}
