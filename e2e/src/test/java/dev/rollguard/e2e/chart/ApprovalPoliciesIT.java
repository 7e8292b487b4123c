package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;
import static dev.rollguard.e2e.chart.OwnNamespace.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Approval says truly who gave it, and stays what they said. */
@Scenario
class ApprovalPoliciesIT {
  private static final String AUTHENTICATED = "system:authenticated";
  private static final String NEVER =
      "an Approval never changes; withdraw it (delete it) and create another one.";

  @RegisterExtension private final OwnNamespace own;
  private final Cluster cluster;
  private final People people;
  private final Records records;

  ApprovalPoliciesIT(Cluster cluster) {
    this.cluster = cluster;
    own = new OwnNamespace(cluster, "approvals");
    people = own.people();
    records = new Records(own.operator(), own.name());
  }

  @BeforeEach
  void aChangeIsThere() {
    records.create();
  }

  @Test
  void whoApprovesIsRecordedWhateverTheManifestSays() {
    Approval forged = records.approval("forged");
    forged.getSpec().setApprover("eve");
    forged.getSpec().setGroups(new ArrayList<>(List.of("sre", "release")));

    Approval stored = in("sre-apprentices").resource(forged).create();

    assertThat(stored.getSpec().getApprover()).isEqualTo("anna");
    assertThat(stored.getSpec().getGroups()).containsExactly("sre-apprentices", AUTHENTICATED);
    assertThat(stored.getMetadata().getLabels())
        .containsExactly(Map.entry(Labels.ACTIVE, Labels.TRUE));
  }

  /** Server-side apply creates with a patch, which approvers may not, but administrators. */
  @Test
  void anAppliedManifestIsStampedToo() {
    Approval forged = records.approval("applied");
    forged.getSpec().setGroups(new ArrayList<>(List.of("sre")));

    Approval applied = own.admin().resource(forged).fieldManager("gitops").serverSideApply();

    assertThat(applied.getSpec().getApprover()).isEqualTo("admin");
    assertThat(applied.getSpec().getGroups()).containsExactly("system:masters", AUTHENTICATED);
  }

  /** No gate can name such a group, and it must not keep anybody from approving. */
  @Test
  void aGroupWithAnAbsurdNameIsLeftOut() {
    Approval stored = in("g".repeat(257), "g".repeat(256)).resource(records.approval("a")).create();

    assertThat(stored.getSpec().getGroups()).containsExactly("g".repeat(256), AUTHENTICATED);
  }

  @Test
  void toApproveIsARightOfItsOwn() {
    assertThatThrownBy(() -> people.paula().resource(records.approval("a")).create())
        .hasMessageContaining("User \"paula\" cannot create resource \"approvals\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\": {\"labels\": {\"rollguard.dev/active\": null}}}",
        "{\"metadata\": {\"labels\": {\"team\": \"chat\"}}}",
        "{\"metadata\": {\"annotations\": {\"note\": \"a\"}}}",
        "{\"metadata\": {\"finalizers\": [\"example.com/keep\"]}}",
        "{\"metadata\": {\"ownerReferences\": [{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"name\": \"a\", \"uid\": \"b\"}]}}"
      })
  void itNeverChanges(String change) {
    people.anna().resource(records.approval("a")).create();

    refused(() -> patch(own.admin(), change), NEVER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"spec\": {\"approver\": \"eve\"}}",
        "{\"spec\": {\"groups\": [\"sre\"]}}",
        "{\"spec\": {\"decision\": \"Reject\"}}"
      })
  void notEvenTheOperatorChangesWhatWasSaid(String change) {
    people.anna().resource(records.approval("a")).create();

    assertThatThrownBy(() -> patch(own.operator(), change))
        .hasMessageContaining("spec of an Approval never changes; create another one instead.");
  }

  @Test
  void nobodyButTheOperatorSaysThatItCounts() {
    people.anna().resource(records.approval("a")).create();
    var counted = "{\"status\": {\"counted\": true}}";

    refused(
        () -> at(own.admin(), "a").subresource("status").patch(MERGE, counted),
        "status of an Approval is written by Rollguard alone.");
    var approval = at(own.admin(), "a").require();
    assertThatCode(
            () -> own.operator().resource(approval).subresource("status").patch(MERGE, counted))
        .doesNotThrowAnyException();
  }

  @Test
  void ownLabelsOfOursAreRefused() {
    Approval labelled = records.approval("a");
    labelled.getMetadata().setLabels(Map.of(Labels.DATACENTER, "dc1"));
    Approval annotated = records.approval("a");
    annotated.getMetadata().setAnnotations(Map.of(Labels.REQUESTED_BY, "eve"));

    var answer = "labels and annotations rollguard.dev/… of an Approval are written by Rollguard";
    refused(() -> people.anna().resource(labelled).create(), answer);
    refused(() -> people.anna().resource(annotated).create(), answer);
  }

  @Test
  void whoGaveItWithdrawsIt() {
    people.anna().resource(records.approval("a")).create();

    assertThatCode(() -> at(people.anna(), "a").delete()).doesNotThrowAnyException();
  }

  /** Who has rejected must not be overruled by whoever may delete. */
  @Test
  void othersDoNotTakeItAway() {
    people.anna().resource(records.approval("a")).create();
    var answer =
        "Approval/a is the word of anna: until its Change has ended, it is withdrawn only by them,"
            + " or by who may update changewindows.rollguard.dev.";

    refused(() -> at(people.arne(), "a").delete(), answer);
    refused(() -> people.arne().resources(Approval.class).inNamespace(own.name()).delete(), answer);
    assertThatCode(() -> at(own.admin(), "a").delete()).doesNotThrowAnyException();
  }

  @Test
  void onceItsChangeHasEndedOthersCleanUp() {
    people.anna().resource(records.approval("a")).create();
    patch(own.operator(), "{\"metadata\": {\"labels\": {\"rollguard.dev/active\": null}}}");

    assertThatCode(() -> at(people.arne(), "a").delete()).doesNotThrowAnyException();
  }

  /** Anna, as the API server knows her when she belongs to these groups. */
  private KubernetesClient in(String... groups) {
    return cluster.as("anna", List.of(groups));
  }

  private Resource<Approval> at(KubernetesClient user, String name) {
    return user.resources(Approval.class).inNamespace(own.name()).withName(name);
  }

  /** Who may patch need not be allowed to read. */
  private void patch(KubernetesClient user, String json) {
    user.resource(at(own.admin(), "a").require()).patch(MERGE, json);
  }
}
