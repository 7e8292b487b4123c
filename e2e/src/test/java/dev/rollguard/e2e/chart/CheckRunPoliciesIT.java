package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;
import static dev.rollguard.e2e.chart.OwnNamespace.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.api.v1alpha1.ArgValue;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.api.v1alpha1.Report;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Grants;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A CheckRun says truly who made it, and nobody makes evidence without the right to. */
@Scenario
class CheckRunPoliciesIT {
  private static final Map<String, String> FORGED = Map.of(Labels.CREATED_BY, "eve");
  private static final String OF_OURS =
      "labels and annotations rollguard.dev/… of a CheckRun are written by Rollguard alone";

  @RegisterExtension private final OwnNamespace own;
  private final KubernetesClient admin;
  private final KubernetesClient operator;
  private final People people;
  private final String namespace;

  CheckRunPoliciesIT(Cluster cluster) {
    own = new OwnNamespace(cluster, "runs");
    admin = own.admin();
    operator = own.operator();
    people = own.people();
    namespace = own.name();
  }

  @Test
  void theOneWhoCreatesARunIsRecordedWhateverTheManifestSays() {
    CheckRun run = run(CheckPurpose.PreTest);
    run.getMetadata().setAnnotations(FORGED);

    CheckRun stored = people.paula().resource(run).create();

    assertThat(stored.getMetadata().getAnnotations())
        .containsExactly(Map.entry(Labels.CREATED_BY, "paula"));
    assertThat(stored.getMetadata().getLabels())
        .containsExactly(Map.entry(Labels.ACTIVE, Labels.TRUE));
  }

  @Test
  void theOperatorIsRecordedToo() {
    CheckRun stored = operator.resource(run(CheckPurpose.Verification)).create();

    assertThat(stored.getMetadata().getAnnotations())
        .containsEntry(Labels.CREATED_BY, "system:serviceaccount:rollguard:rollguard");
  }

  @Test
  void aReportTakesTheRightToReport() {
    CheckRun report = report();
    report.getMetadata().setAnnotations(FORGED);

    refused(
        () -> people.paula().resource(report).create(),
        "paula may not report checks in namespace "
            + namespace
            + ": a CheckRun of type External takes the right to report checkruns.rollguard.dev.");

    assertThat(people.rita().resource(report).create().getMetadata().getAnnotations())
        .containsExactly(Map.entry(Labels.CREATED_BY, "rita"));
  }

  /** The role of the chart, bound in one namespace to somebody who creates runs everywhere. */
  @Test
  void theRightToReportEndsWithItsNamespace() {
    mayReportIn(namespace, "paula");
    CheckRun elsewhere = report();
    elsewhere.getMetadata().setNamespace("default");

    assertThatCode(() -> people.paula().resource(report()).create()).doesNotThrowAnyException();
    refused(
        () -> people.paula().resource(elsewhere).dryRun().create(),
        "paula may not report checks in namespace default");
  }

  @Test
  void aPipelineDoesNotDeleteWhatItReported() {
    CheckRun report = people.rita().resource(report()).create();

    assertThatThrownBy(() -> people.rita().resource(report).delete())
        .hasMessageContaining("User \"rita\" cannot delete resource \"checkruns\"");
  }

  @Test
  void aCanaryIsRunByTheOperatorAlone() {
    refused(
        () -> people.paula().resource(run(CheckPurpose.Canary)).create(),
        "a CheckRun of purpose Canary is created by Rollguard alone; for a test of your own take"
            + " purpose PreTest.");
    assertThatCode(() -> operator.resource(run(CheckPurpose.Canary)).create())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(names = {"PreTest", "Verification"})
  void peopleRunTheOtherChecksThemselves(CheckPurpose purpose) {
    assertThatCode(() -> people.paula().resource(run(purpose)).create()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"eve\"", "null"})
  void metadataWritesNeitherForgeNorStripTheCreator(String value) {
    CheckRun run = people.paula().resource(run(CheckPurpose.PreTest)).create();

    CheckRun patched =
        patch(
            admin,
            run,
            "{\"metadata\": {\"annotations\": {\"%s\": %s}}}".formatted(Labels.CREATED_BY, value));

    assertThat(patched.getMetadata().getAnnotations()).containsEntry(Labels.CREATED_BY, "paula");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"labels\": {\"rollguard.dev/workload\": null}}",
        "{\"labels\": {\"rollguard.dev/workload\": \"push\"}}",
        "{\"labels\": {\"rollguard.dev/active\": \"false\"}}",
        "{\"labels\": {\"rollguard.dev/template-hash\": \"0\"}}",
        "{\"annotations\": {\"rollguard.dev/requested-by\": \"eve\"}}"
      })
  void labelsAndAnnotationsOfOursAreEditedByTheOperatorAlone(String metadata) {
    CheckRun labelled = run(CheckPurpose.PreTest);
    labelled.getMetadata().setLabels(Map.of(Labels.WORKLOAD, "chat"));
    CheckRun run = operator.resource(labelled).create();

    refused(() -> patch(admin, run, "{\"metadata\": %s}".formatted(metadata)), OF_OURS);
    assertThatCode(() -> patch(operator, run, "{\"metadata\": %s}".formatted(metadata)))
        .doesNotThrowAnyException();
  }

  @Test
  void aNewRunHasNoOtherLabelOfOurs() {
    CheckRun run = run(CheckPurpose.PreTest);
    run.getMetadata().setLabels(Map.of(Labels.WORKLOAD, "chat"));

    refused(() -> people.paula().resource(run).create(), OF_OURS);
  }

  @Test
  void labelsOfOthersAreFree() {
    CheckRun run = run(CheckPurpose.PreTest);
    run.getMetadata().setLabels(Map.of("team", "chat"));
    CheckRun stored = people.paula().resource(run).create();

    CheckRun patched =
        patch(
            admin,
            stored,
            "{\"metadata\": {\"labels\": {\"team\": \"push\"}, \"annotations\": {\"note\": \"again\"}}}");

    assertThat(patched.getMetadata().getLabels()).containsEntry("team", "push");
  }

  @Test
  void aRunMayBeDeleted() {
    CheckRun run = people.paula().resource(run(CheckPurpose.PreTest)).create();

    assertThatCode(() -> people.paula().resource(run).delete()).doesNotThrowAnyException();
  }

  private CheckRun run(CheckPurpose purpose) {
    CheckRun run = new CheckRun();
    run.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withGenerateName("smoke-").build());
    run.getSpec().setPurpose(purpose);
    run.getSpec().setTemplate("no-such-template");
    ObjectRef of = new ObjectRef();
    of.setName("none");
    if (purpose == CheckPurpose.Verification) {
      run.getSpec().setFaultRef(of);
    } else {
      run.getSpec().setChangeRef(of);
      run.getSpec().setTemplateHash("0".repeat(64));
    }
    ArgValue empty = new ArgValue();
    empty.setName("path");
    run.getSpec().setArgs(List.of(empty));
    return run;
  }

  private CheckRun report() {
    CheckRun run = run(CheckPurpose.PreTest);
    run.getSpec().setType(CheckRunType.External);
    Report report = new Report();
    report.setVerdict(CheckVerdict.Pass);
    report.setSummary("200 of 200 tests passed.");
    run.getSpec().setReport(report);
    return run;
  }

  private void mayReportIn(String where, String user) {
    admin.resource(Grants.in(where, "e2e-reporter", "rollguard-check-reporter", user)).create();
  }

  private static CheckRun patch(KubernetesClient user, CheckRun run, String json) {
    return user.resources(CheckRun.class)
        .inNamespace(run.getMetadata().getNamespace())
        .withName(run.getMetadata().getName())
        .patch(MERGE, json);
  }
}
