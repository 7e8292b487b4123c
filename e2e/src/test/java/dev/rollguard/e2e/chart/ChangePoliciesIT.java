package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;
import static dev.rollguard.e2e.chart.OwnNamespace.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Change is the operator's record; people add a word to it by a right of its own. */
@Scenario
class ChangePoliciesIT {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String RECORD = "a Change is written by Rollguard alone";

  @RegisterExtension private final OwnNamespace own;
  private final People people;
  private final Records records;

  ChangePoliciesIT(Cluster cluster) {
    own = new OwnNamespace(cluster, "changes");
    people = own.people();
    records = new Records(own.operator(), own.name());
  }

  @Test
  void nobodyButTheOperatorCreatesAChange() {
    refused(
        () -> own.admin().resource(records.draft()).create(),
        "a Change is created by Rollguard alone, when a rollout is asked for.");
    assertThatCode(records::create).doesNotThrowAnyException();
  }

  @Test
  void nobodyButTheOperatorWritesItsStatus() {
    records.create();

    refused(
        () ->
            records
                .change(own.admin())
                .subresource("status")
                .patch(MERGE, "{\"status\": {\"state\": \"Released\"}}"),
        "status of a Change is written by Rollguard alone.");
  }

  @ParameterizedTest
  @CsvSource({"Held, cancel, cancelled-by", "Released, revert, reverted-by"})
  void whoAsksIsRecordedWhateverTheyType(ChangeState state, String word, String stamp) {
    records.create(state);

    annotate(
        people.chris(),
        Map.of("rollguard.dev/" + word, "it breaks", "rollguard.dev/" + stamp, "eve"));

    assertThat(annotations())
        .containsEntry("rollguard.dev/" + word, "it breaks")
        .containsEntry("rollguard.dev/" + stamp, "chris");
  }

  /** The operator may not yet have said that it is held. */
  @Test
  void aChangeWithoutAStateIsCancelled() {
    records.create();

    annotate(people.chris(), Map.of(Labels.CANCEL, "it breaks"));

    assertThat(annotations()).containsEntry(Labels.CANCELLED_BY, "chris");
  }

  @ParameterizedTest
  @CsvSource({"Held, cancel", "Released, revert"})
  void toPatchChangesIsNotEnough(ChangeState state, String word) {
    records.create(state);

    refused(
        () -> annotate(people.pat(), Map.of("rollguard.dev/" + word, "it breaks")),
        "pat may not %s Change/chat-1 in namespace %s: that takes the right to update changes/%s.rollguard.dev."
            .formatted(word, own.name(), word));
  }

  @Test
  void whoMayNotPatchChangesIsRefusedByTheApiServerItself() {
    records.create();

    assertThatThrownBy(() -> annotate(people.paula(), Map.of(Labels.CANCEL, "it breaks")))
        .hasMessageContaining("User \"paula\" cannot patch resource \"changes\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Released   | cancel | is released already: revert it with the annotation rollguard.dev/revert.
          Completed  | cancel | has ended (Completed): there is nothing to cancel.
          Superseded | cancel | has ended (Superseded): there is nothing to cancel.
          Held       | revert | is still held: cancel it with the annotation rollguard.dev/cancel.
          Cancelled  | revert | has ended (Cancelled): there is nothing to revert.
          Failed     | revert | has ended (Failed): there is nothing to revert.
          """)
  void eachWordHasItsTime(ChangeState state, String word, String answer) {
    records.create(state);

    refused(
        () -> annotate(people.chris(), Map.of("rollguard.dev/" + word, "it breaks")),
        "Change/chat-1 " + answer);
  }

  @Test
  void aCompletedOneIsRolledBackByItsOwners() {
    records.create(ChangeState.Completed);

    refused(
        () -> annotate(people.chris(), Map.of(Labels.REVERT, "it breaks")),
        "Change/chat-1 has ended (Completed): roll back with kubectl rollout undo deployment/chat -n "
            + own.name()
            + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u3164", "two\nlines", "tab\tbed"})
  void theReasonIsALineThatIsSeen(String reason) {
    records.create();

    refused(
        () -> annotate(people.chris(), Map.of(Labels.CANCEL, reason)),
        "rollguard.dev/cancel must say why, in one line of at most 1024 characters.");
  }

  @Test
  void theReasonHasAsManyKoreanCharactersAsEnglishOnes() {
    records.create();

    refused(
        () -> annotate(people.chris(), Map.of(Labels.CANCEL, "가".repeat(1025))),
        "rollguard.dev/cancel must say why");
    assertThatCode(() -> annotate(people.chris(), Map.of(Labels.CANCEL, "가".repeat(1024))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"annotations\": {\"rollguard.dev/cancel\": null}}",
        "{\"annotations\": {\"rollguard.dev/cancel\": \"something else\"}}",
        "{\"annotations\": {\"rollguard.dev/assessment\": null}}",
        "{\"annotations\": {\"rollguard.dev/assessment\": \"{}\"}}",
        "{\"annotations\": {\"rollguard.dev/change\": \"chat-2\"}}",
        "{\"labels\": {\"rollguard.dev/active\": \"true\"}}",
        "{\"labels\": {\"rollguard.dev/workload\": null}}",
        "{\"labels\": {\"team\": \"chat\"}}",
        "{\"finalizers\": [\"example.com/keep\"]}",
        "{\"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"name\": \"a\", \"uid\": \"b\"}]}"
      })
  void everythingElseIsTheOperatorsAlone(String metadata) {
    records.create();
    annotate(people.chris(), Map.of(Labels.CANCEL, "it breaks"));

    refused(() -> patch(own.admin(), "{\"metadata\": %s}".formatted(metadata)), RECORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"eve\""})
  void theStampStaysAsItIs(String value) {
    records.create();
    annotate(people.chris(), Map.of(Labels.CANCEL, "it breaks"));

    patch(
        own.admin(),
        "{\"metadata\": {\"annotations\": {\"%s\": %s, \"note\": \"mine\"}}}"
            .formatted(Labels.CANCELLED_BY, value));

    assertThat(annotations())
        .containsEntry(Labels.CANCELLED_BY, "chris")
        .as("annotations of others are free")
        .containsEntry("note", "mine");
  }

  @Test
  void theOperatorWritesWhatItNeeds() {
    records.create();

    assertThatCode(() ->
            patch(
                own.operator(),
                "{\"metadata\": {\"labels\": {\"rollguard.dev/active\": null},"
                    + " \"annotations\": {\"rollguard.dev/assessment\": \"{}\"}}}"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(names = {"BACKGROUND", "FOREGROUND"})
  void itsApprovalsGoWithIt(DeletionPropagation propagation) {
    approvedChange();

    records.change(own.operator()).withPropagationPolicy(propagation).delete();

    await().atMost(A_MINUTE).until(() -> records.change(own.admin()).get() == null);
    await().atMost(A_MINUTE).until(() -> own.admin().resource(records.approval("a")).get() == null);
  }

  @Test
  void anApprovalThatIsLeftBehindLosesItsOwner() {
    approvedChange();

    records.change(own.operator()).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();

    await().atMost(A_MINUTE).until(() -> records.change(own.admin()).get() == null);
    assertThat(own.admin().resource(records.approval("a")).get().getMetadata().getOwnerReferences())
        .isEmpty();
  }

  @Test
  void aNamespaceIsDeletedWithItsRecords() {
    approvedChange();

    own.admin().namespaces().withName(own.name()).delete();

    await()
        .atMost(A_MINUTE)
        .until(() -> own.admin().namespaces().withName(own.name()).get() == null);
  }

  private void approvedChange() {
    Change change = records.create();
    var approval = people.anna().resource(records.approval("a")).create();
    var owner =
        Map.of(
            "apiVersion", change.getApiVersion(),
            "kind", change.getKind(),
            "name", change.getMetadata().getName(),
            "uid", change.getMetadata().getUid());
    var owned = Map.of("metadata", Map.of("ownerReferences", List.of(owner)));
    own.operator().resource(approval).patch(MERGE, Serialization.asJson(owned));
  }

  @Test
  void theJobsOfChecksAreMadeByTheOperatorAlone() {
    var forged = job(Map.of("rollguard.dev/check-run", "smoke"));
    var answer =
        "rollguard.dev/check-run and check-run-uid are written by Rollguard alone, on the Jobs of"
            + " its checks; leave them out.";

    refused(() -> people.dora().resource(forged).create(), answer);
    people.dora().resource(job(Map.of())).create();
    refused(
        () ->
            people
                .dora()
                .batch()
                .v1()
                .jobs()
                .inNamespace(own.name())
                .withName("smoke")
                .patch(
                    MERGE,
                    "{\"metadata\": {\"labels\": {\"rollguard.dev/check-run\": \"smoke\"}}}"),
        answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\": {\"rollguard.dev/check-run\": null}}",
        "{\"annotations\": {\"rollguard.dev/check-run-uid\": \"1\"}}"
      })
  void whatMarksTheJobOfACheckStays(String metadata) {
    own.operator().resource(job(Map.of("rollguard.dev/check-run", "smoke"))).create();
    var jobs = people.dora().batch().v1().jobs().inNamespace(own.name());

    refused(
        () -> jobs.withName("smoke").patch(MERGE, "{\"metadata\": %s}".formatted(metadata)),
        "are written by Rollguard alone");
    assertThatCode(() ->
            jobs.withName("smoke").patch(MERGE, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}"))
        .doesNotThrowAnyException();
    assertThatCode(() -> jobs.withName("smoke").delete()).doesNotThrowAnyException();
  }

  /** Nothing runs it: it is suspended. */
  private Job job(Map<String, String> labels) {
    return new JobBuilder()
        .withNewMetadata()
        .withNamespace(own.name())
        .withName("smoke")
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withSuspend(true)
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName("app")
        .withImage("example.com/app:1")
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private Map<String, String> annotations() {
    return records.change(own.admin()).get().getMetadata().getAnnotations();
  }

  private void annotate(KubernetesClient user, Map<String, String> annotations) {
    patch(user, Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
  }

  private void patch(KubernetesClient user, String json) {
    records.change(user).patch(MERGE, json);
  }
}
