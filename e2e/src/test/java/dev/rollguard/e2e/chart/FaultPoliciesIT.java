package dev.rollguard.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Severity;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A Fault says truly who opened it, who resolved it and when, and an open one is not deleted. */
@Scenario
class FaultPoliciesIT {
  private static final String PAST = "2020-01-01T00:00:00Z";
  private static final Map<String, String> FORGED =
      Map.of(Labels.OPENED_BY, "eve", Labels.RESOLVED_BY, "eve", Labels.RESOLVED_AT, PAST);

  private static final String CLOSED =
      """
      {"status": {"conditions": [{"type": "Open", "status": "False", "reason": "Resolved",
        "message": "Closed by the test.", "lastTransitionTime": "2020-01-01T00:00:00Z"}]}}\
      """;

  private static final String FORGED_HISTORY =
      """
      {"metadata": {"managedFields": [{"manager": "eve", "operation": "Update",
        "apiVersion": "rollguard.dev/v1alpha1", "time": "2020-01-01T00:00:00Z",
        "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:summary": {}}}}]},
       "spec": {"resolution": {"cause": "restarted %d times", "evidence": "none"}}}\
      """;

  private final KubernetesClient admin;
  private final People people;

  private final String name = "fault-" + UUID.randomUUID().toString().substring(0, 8);

  FaultPoliciesIT(Cluster cluster) {
    admin = cluster.admin();
    people = new People(cluster);
  }

  @AfterEach
  void closeAndDelete() {
    if (stored().isPresent()) {
      await().atMost(Duration.ofSeconds(10)).until(this::deletedOnceClosed);
    }
  }

  @Test
  void theOneWhoOpensAFaultIsRecordedWhateverTheManifestSays() {
    Fault fault = people.otto().resource(newFault(FORGED)).create();

    assertThat(stamps(fault)).containsExactly(Map.entry(Labels.OPENED_BY, "otto"));
  }

  @Test
  void theOneWhoResolvesItIsRecordedWithTheTimeOfThatWrite() {
    people.otto().resource(newFault(Map.of())).create();

    Instant before = Instant.now();
    resolve(people.paula(), "restarted");

    assertThat(stamps(fault()))
        .containsEntry(Labels.OPENED_BY, "otto")
        .containsEntry(Labels.RESOLVED_BY, "paula");
    assertThat(resolvedAt()).isBetween(before.minusSeconds(2), before.plusSeconds(5));
  }

  @Test
  void metadataWritesNeitherForgeNorMoveNorStripTheStamps() {
    people.otto().resource(newFault(Map.of())).create();
    resolve(people.paula(), "restarted");
    Map<String, String> stamped = stamps(fault());

    patch(people.otto(), Serialization.asJson(Map.of("metadata", Map.of("annotations", FORGED))));
    assertThat(stamps(fault())).isEqualTo(stamped);

    patch(people.otto(), "{\"metadata\": {\"annotations\": null}}");
    assertThat(stamps(fault())).isEqualTo(stamped);
  }

  @Test
  void aChangedResolutionIsStampedAnew() {
    people.otto().resource(newFault(Map.of())).create();
    resolve(people.paula(), "restarted");
    Instant first = resolvedAt();

    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> {
          resolve(people.otto(), "the port was wrong, seen at " + Instant.now());
          return resolvedAt().isAfter(first);
        });

    assertThat(stamps(fault())).containsEntry(Labels.RESOLVED_BY, "otto");
  }

  /** Several times: a second write in the same second brings no new stamp of the writer's own. */
  @RepeatedTest(3)
  void aForgedHistoryOfWritesDoesNotDateTheResolutionBack() {
    people.otto().resource(newFault(Map.of())).create();

    for (int i = 0; i < 3; i++) {
      patch(people.paula(), FORGED_HISTORY.formatted(i));
      assertThat(resolvedAt()).isAfter(Instant.now().minusSeconds(10));
    }
  }

  @Test
  void aWithdrawnResolutionTakesItsStampsAlong() {
    people.otto().resource(newFault(Map.of())).create();
    resolve(people.paula(), "restarted");

    patch(people.otto(), "{\"spec\": {\"resolution\": null}}");

    assertThat(stamps(fault())).containsExactly(Map.entry(Labels.OPENED_BY, "otto"));
  }

  @Test
  void applyingTheSameResolutionAgainChangesNothing() {
    people.otto().resource(newFault(Map.of())).create();
    String resolution =
        """
        {"apiVersion": "rollguard.dev/v1alpha1", "kind": "Fault", "metadata": {"name": "%s"},
         "spec": {"resolution": {"cause": "c", "evidence": "e"}}}\
        """
            .formatted(name);
    apply(people.paula(), resolution);
    Map<String, String> stamped = stamps(fault());

    apply(people.otto(), resolution);

    assertThat(stamps(fault())).isEqualTo(stamped).containsEntry(Labels.RESOLVED_BY, "paula");
  }

  @Test
  void anOpenFaultIsNotDeleted() {
    people.otto().resource(newFault(Map.of())).create();

    assertThatThrownBy(() -> people.paula().resources(Fault.class).withName(name).delete())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining(
            "Fault/%s is open: resolve it (spec.resolution with cause and evidence)", name);
  }

  @Test
  void aClosedFaultMayBeDeleted() {
    people.otto().resource(newFault(Map.of())).create();

    await().atMost(Duration.ofSeconds(10)).until(this::deletedOnceClosed);

    assertThat(stored()).isEmpty();
  }

  @Test
  void aResponderResolvesFaultsButDeletesNone() {
    people.otto().resource(newFault(Map.of())).create();

    assertThatThrownBy(() -> people.otto().resources(Fault.class).withName(name).delete())
        .hasMessageContaining("User \"otto\" cannot delete resource \"faults\"");
  }

  private boolean deletedOnceClosed() {
    try {
      admin
          .resources(Fault.class)
          .withName(name)
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), CLOSED);
      admin.resources(Fault.class).withName(name).delete();
      return true;
    } catch (KubernetesClientException theOperatorSaidMeanwhileThatItIsOpen) {
      return false;
    }
  }

  private Fault newFault(Map<String, String> annotations) {
    Fault fault = new Fault();
    fault.setMetadata(new ObjectMetaBuilder().withName(name).withAnnotations(annotations).build());
    fault.getSpec().setDatacenter("nowhere");
    fault.getSpec().setSeverity(Severity.Minor);
    fault.getSpec().setSummary("The load balancer drops connections.");
    return fault;
  }

  private Optional<Fault> stored() {
    return Optional.ofNullable(admin.resources(Fault.class).withName(name).get());
  }

  private Fault fault() {
    return stored().orElseThrow();
  }

  private Instant resolvedAt() {
    return Instant.parse(fault().getMetadata().getAnnotations().get(Labels.RESOLVED_AT));
  }

  private static Map<String, String> stamps(Fault fault) {
    return fault.getMetadata().getAnnotations().entrySet().stream()
        .filter(e -> FORGED.containsKey(e.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void resolve(KubernetesClient user, String cause) {
    patch(
        user,
        """
        {"spec": {"resolution": {"cause": "%s", "evidence": "https://dashboards.example.com/lb"}}}\
        """
            .formatted(cause));
  }

  /** As a merge patch: unlike an update, it does not collide with the operator's status. */
  private void patch(KubernetesClient user, String json) {
    user.resources(Fault.class).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private void apply(KubernetesClient user, String manifest) {
    user.resources(Fault.class)
        .withName(name)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("gitops")
                .withForce(true)
                .build(),
            manifest);
  }
}
