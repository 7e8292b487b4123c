package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;
import static dev.rollguard.e2e.chart.OwnNamespace.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Confirmation;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An override says truly who opened and who confirmed it, is short, and leaves a record. */
@Scenario
class BreakGlassPoliciesIT {
  private static final Map<String, String> FORGED =
      Map.of(
          Labels.OPENED_BY, "eve",
          Labels.CONFIRMED_BY, "eve",
          Labels.CONFIRMED_AT, "2020-01-01T00:00:00Z");
  private static final String CONFIRM = "{\"spec\": {\"confirmation\": {\"comment\": \"Seen.\"}}}";
  private static final String FORGED_HISTORY =
      """
      {"metadata": {"managedFields": [{"manager": "eve", "operation": "Update",
        "apiVersion": "rollguard.dev/v1alpha1", "time": "2020-01-01T00:00:00Z",
        "fieldsType": "FieldsV1", "fieldsV1": {"f:spec": {"f:reason": {}}}}]},
       "spec": {"confirmation": {"comment": "Seen."}}}\
      """;
  private static final Duration A_MOMENT = Duration.ofSeconds(10);

  private final KubernetesClient admin;

  /** The policies know it by its name; this one may do everything that they do not forbid. */
  private final KubernetesClient operator;

  private final People people;
  private final String name = "override-" + UUID.randomUUID().toString().substring(0, 8);

  BreakGlassPoliciesIT(Cluster cluster) {
    admin = cluster.admin();
    operator = cluster.as("system:serviceaccount:rollguard:rollguard", List.of("system:masters"));
    people = new People(cluster);
  }

  @AfterEach
  void endAndDelete() {
    if (at(admin).get() != null) {
      await().atMost(A_MOMENT).until(this::deletedOnceEnded);
    }
  }

  @Test
  void toBreakTheGlassIsARightOfItsOwn() {
    for (var user : new KubernetesClient[] {people.dora(), people.otto(), people.paula()}) {
      assertThatThrownBy(() -> user.resource(draft()).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
          .hasMessageContaining("cannot create resource \"breakglasses\"");
    }
  }

  @Test
  void whoOpensItIsRecordedWhateverTheManifestSays() {
    BreakGlass forged = draft();
    forged.getMetadata().setAnnotations(FORGED);

    BreakGlass stored = people.vera().resource(forged).create();

    assertThat(stored.getMetadata().getAnnotations())
        .containsExactly(Map.entry(Labels.OPENED_BY, "vera"));
  }

  @Test
  void whoConfirmsItIsRecordedWithTheTimeOfThatWrite() {
    people.vera().resource(draft()).create();

    Instant before = Instant.now();
    at(people.walt()).patch(MERGE, CONFIRM);

    assertThat(annotations())
        .containsEntry(Labels.OPENED_BY, "vera")
        .containsEntry(Labels.CONFIRMED_BY, "walt");
    assertThat(confirmedAt()).isBetween(before.minusSeconds(2), before.plusSeconds(5));
  }

  @Test
  void whoOpenedItDoesNotConfirmIt() {
    people.vera().resource(draft()).create();

    refused(
        () -> at(people.vera()).patch(MERGE, CONFIRM),
        "BreakGlass/%s was opened by vera: it must be confirmed by another person."
            .formatted(name));
    assertThat(annotations()).doesNotContainKey(Labels.CONFIRMED_BY);
  }

  /** First to pass as somebody else, then to confirm. */
  @Test
  void whoOpenedItStaysTheSame() {
    people.vera().resource(draft()).create();

    at(people.vera())
        .patch(MERGE, "{\"metadata\": {\"annotations\": {\"rollguard.dev/opened-by\": \"eve\"}}}");
    at(people.vera()).patch(MERGE, "{\"metadata\": {\"annotations\": null}}");

    assertThat(annotations()).containsEntry(Labels.OPENED_BY, "vera");
    refused(() -> at(people.vera()).patch(MERGE, CONFIRM), "must be confirmed by another person");
  }

  @Test
  void itIsNotConfirmedFromTheStart() {
    BreakGlass confirmed = draft();
    Confirmation confirmation = new Confirmation();
    confirmation.setComment("Seen.");
    confirmed.getSpec().setConfirmation(confirmation);

    refused(
        () -> people.vera().resource(confirmed).create(),
        "a BreakGlass is confirmed by a second person after its creation; leave spec.confirmation"
            + " out.");
  }

  @Test
  void aForgedHistoryOfWritesDoesNotDateTheConfirmationBack() {
    people.vera().resource(draft()).create();

    at(people.walt()).patch(MERGE, FORGED_HISTORY);

    assertThat(confirmedAt()).isAfter(Instant.now().minusSeconds(10));
  }

  @Test
  void aConfirmationWithoutATimeIsNone() {
    people.vera().resource(draft()).create();

    refused(
        () ->
            at(people.walt())
                .patch(
                    MERGE,
                    "{\"metadata\": {\"managedFields\": [{}]}, \"spec\": {\"confirmation\":"
                        + " {\"comment\": \"Seen.\"}}}"),
        "a confirmation has a time");
  }

  @Test
  void metadataWritesNeitherForgeNorMoveNorStripTheStamps() {
    people.vera().resource(draft()).create();
    at(people.walt()).patch(MERGE, CONFIRM);
    Map<String, String> stamped = annotations();

    at(people.walt())
        .patch(
            MERGE,
            admin
                .getKubernetesSerialization()
                .asJson(Map.of("metadata", Map.of("annotations", FORGED))));
    assertThat(annotations()).isEqualTo(stamped);

    at(people.walt()).patch(MERGE, "{\"metadata\": {\"annotations\": null}}");
    assertThat(annotations()).isEqualTo(stamped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "-PT2S", "PT2H1M", "PT720H"})
  void itEndsSoon(Duration until) {
    refused(
        () -> people.vera().resource(until(until)).create(),
        "spec.until must be later than now and at most 2h from now, by ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M", "PT1H59M"})
  void anEndWithinTwoHoursIsAdmitted(Duration until) {
    assertThatCode(() -> people.vera().resource(until(until)).create()).doesNotThrowAnyException();
  }

  /** A creation time that somebody typed in would move the bound. */
  @Test
  void theTimeOfItsCreationIsThatOfTheApiServer() {
    BreakGlass late = until(Duration.ofHours(3));
    late.getMetadata().setCreationTimestamp(Instant.now().plus(Duration.ofHours(2)).toString());

    refused(() -> people.vera().resource(late).create(), "spec.until must be later than now");
  }

  @Test
  void itIsNotDeletedWhileItIsInForce() {
    people.vera().resource(draft()).create();
    var answer = "and its record must last: delete it after its end.";

    refused(() -> at(admin).delete(), answer);
    status("{\"state\": \"Active\", \"activeUntil\": \"2999-01-01T00:00:00Z\"}");
    refused(() -> at(admin).delete(), "BreakGlass/" + name + " is in force until ");
    refused(() -> at(operator).delete(), "BreakGlass/" + name + " is in force until ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Expired", "Lapsed"})
  void itIsDeletedWhenItHasEnded(String state) {
    people.vera().resource(draft()).create();

    await()
        .atMost(A_MOMENT)
        .until(() -> {
          status("{\"state\": \"%s\"}".formatted(state));
          return deleted();
        });
  }

  @Test
  void aConfirmationAfterItsEndComesTooLate() {
    people.vera().resource(draft()).create();

    await()
        .atMost(A_MOMENT)
        .untilAsserted(() -> {
          status("{\"state\": \"Lapsed\"}");
          refused(
              () -> at(people.walt()).patch(MERGE, CONFIRM),
              "BreakGlass/%s has ended (Lapsed): a confirmation comes too late".formatted(name));
        });
  }

  /** The garbage collector would delete it with an owner that is gone. */
  @Test
  void itHasNoOwner() {
    BreakGlass owned = draft();
    owned
        .getMetadata()
        .getOwnerReferences()
        .add(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Namespace")
                .withName("gone")
                .withUid(UUID.randomUUID().toString())
                .build());

    refused(
        () -> people.vera().resource(owned).create(),
        "a BreakGlass has no owner, because its record must last");
  }

  @Test
  void nobodyButTheOperatorWritesItsStatus() {
    people.vera().resource(draft()).create();

    refused(
        () ->
            at(admin).subresource("status").patch(MERGE, "{\"status\": {\"state\": \"Expired\"}}"),
        "status of a BreakGlass is written by Rollguard alone.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "annotations"})
  void otherMetadataOfOursIsRefused(String where) {
    people.vera().resource(draft()).create();

    refused(
        () ->
            at(people.vera())
                .patch(
                    MERGE,
                    "{\"metadata\": {\"%s\": {\"rollguard.dev/active\": \"true\"}}}"
                        .formatted(where)),
        "labels and annotations rollguard.dev/… of a BreakGlass are written by Rollguard alone");
    assertThatCode(() ->
            at(people.vera())
                .patch(MERGE, "{\"metadata\": {\"%s\": {\"note\": \"a\"}}}".formatted(where)))
        .doesNotThrowAnyException();
  }

  private BreakGlass draft() {
    BreakGlass draft = new BreakGlass();
    draft.setMetadata(new ObjectMetaBuilder().withName(name).build());
    draft.getSpec().setDatacenter("nowhere");
    draft.getSpec().setReason("The shop is down; this change restores it.");
    return draft;
  }

  private BreakGlass until(Duration fromNow) {
    BreakGlass draft = draft();
    draft.getSpec().setUntil(Instant.now().plus(fromNow).toString());
    return draft;
  }

  private Resource<BreakGlass> at(KubernetesClient user) {
    return user.resources(BreakGlass.class).withName(name);
  }

  private Map<String, String> annotations() {
    return at(admin).get().getMetadata().getAnnotations();
  }

  private Instant confirmedAt() {
    return Instant.parse(annotations().get(Labels.CONFIRMED_AT));
  }

  private void status(String json) {
    at(operator).subresource("status").patch(MERGE, "{\"status\": %s}".formatted(json));
  }

  private boolean deletedOnceEnded() {
    status("{\"state\": \"Expired\"}");
    return deleted();
  }

  private boolean deleted() {
    try {
      at(admin).delete();
      return true;
    } catch (KubernetesClientException theOperatorSaidMeanwhileThatItIsInForce) {
      return false;
    }
  }
}
