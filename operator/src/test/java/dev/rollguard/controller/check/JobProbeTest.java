package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.JobCheck;
import dev.rollguard.controller.check.Blueprint.Kind.Given;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that are Jobs. */
class JobProbeTest {
  private static final String JOBS = "/apis/batch/v1/namespaces/shop/jobs";
  private static final String PODS = "/api/v1/namespaces/shop/pods";
  private static final Given CHANGE = new Given(Map.of("deployment", "cart"), "shop");
  private static final Given FAULT = new Given(Map.of(), "");

  private final FaultyApiServer server = new FaultyApiServer();
  private volatile Instant now = Shots.NOW;
  private final JobKind kind =
      new JobKind(
          new JobProbe.Means(new Jobs(server.client()), () -> now, Duration.ofMillis(5)),
          "rollguard");
  private final JobCheck job = new JobCheck();

  JobProbeTest() {
    job.setTemplate(
        FaultyApiServer.json(
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"i\"}]}}}}"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Blueprint.Kind.Binding compiled() throws InvalidCheckException {
    var check = new Check();
    check.setName("smoke");
    check.setJob(job);
    return kind.compile(check, Paces.of(check));
  }

  /** A sample that is being taken. */
  private CompletableFuture<Finding> taking(Given given, Probe.Shot shot) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return compiled().bind(given).take(shot);
      } catch (InvalidCheckException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private CompletableFuture<Finding> taking() {
    return taking(CHANGE, Shots.aboutChange("pre"));
  }

  private String created() {
    await().until(() -> !server.asked("POST " + JOBS).isEmpty());
    var name = JobManifest.name(Shots.aboutChange("pre"));
    await().until(() -> !server.at(JOBS + "/" + name).isMissingNode());
    return JOBS + "/" + name;
  }

  private void ends(String path, String type, String reason) {
    var ended = (ObjectNode) server.at(path);
    ended
        .putObject("status")
        .putArray("conditions")
        .addObject()
        .put("type", type)
        .put("status", "True")
        .put("reason", reason);
    server.has(path, ended.toString());
  }

  private void podWrote(String log) {
    server.has(
        PODS + "/smoke-x",
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"smoke-x","namespace":"shop",
         "labels":{"batch.kubernetes.io/job-name":"%s"}}}\
        """
            .formatted(JobManifest.name(Shots.aboutChange("pre"))));
    server.says(PODS + "/smoke-x/log", log);
  }

  @Test
  void aJobThatSucceedsPassesWithTheEndOfItsLog() {
    podWrote("one\n\ntwo\n");
    var sample = taking();
    ends(created(), "Complete", "Completed");

    assertThat(sample.join().outcome()).isEqualTo(Outcome.Pass);
    assertThat(sample.join().message())
        .matches("Job/pre-smoke-[0-9a-f]{8} succeeded, it wrote: one \\| two");
    assertThat(server.asked("POST " + JOBS)).hasSize(1);
  }

  @Test
  void aJobThatFailsFails() {
    var sample = taking();
    ends(created(), "Failed", "BackoffLimitExceeded");

    assertThat(sample.join().outcome()).isEqualTo(Outcome.Fail);
    assertThat(sample.join().message()).endsWith(" failed (BackoffLimitExceeded).");
  }

  @Test
  void ofALongLogTheLastLinesAreTold() {
    podWrote(
        IntStream.range(0, 500)
            .mapToObj(i -> "line " + i + " " + "x".repeat(i % 300))
            .collect(Collectors.joining("\n")));
    var sample = taking();
    ends(created(), "Failed", "BackoffLimitExceeded");

    assertThat(sample.join().message()).contains("line 499").doesNotContain("line 480");
    assertThat(sample.join().message().getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(1024);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "WEB_PAGE", "NOT_FOUND"})
  void aLogThatCannotBeReadChangesNothing(Mishap mishap) {
    podWrote("one");
    server.fails("GET " + PODS + ".*", mishap);
    var sample = taking();
    ends(created(), "Complete", "Completed");

    assertThat(sample.join().outcome()).isEqualTo(Outcome.Pass);
  }

  /** After a restart. */
  @Test
  void theJobOfTheSameSampleIsFoundAgain() {
    var first = taking();
    var path = created();
    var second = taking();
    await().until(() -> server.asked("POST " + JOBS).size() == 2);
    ends(path, "Complete", "Completed");

    assertThat(List.of(first.join(), second.join()))
        .allMatch(finding -> finding.outcome() == Outcome.Pass);
    assertThat(jobs()).hasSize(1);
  }

  private List<JsonNode> jobs() {
    var name = JobManifest.name(Shots.aboutChange("pre"));
    return List.of(server.at(JOBS + "/" + name));
  }

  /** Without the label it is one that the admission policy did not look at. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"labels\":{\"rollguard.dev/check-run\":\"pre\"}}",
        "{\"labels\":{\"rollguard.dev/check-run\":\"pre\"},\"annotations\":{\"rollguard.dev/check-run-uid\":\"other\"}}",
        "{\"annotations\":{\"rollguard.dev/check-run-uid\":\"%UID\"}}"
      })
  void aJobOfSomebodyElseIsNotTakenForOurs(String marks) {
    var shot = Shots.aboutChange("pre");
    var name = JobManifest.name(shot);
    var metadata = FaultyApiServer.json(marks.replace("%UID", shot.run().getMetadata().getUid()));
    metadata.put("name", name).put("namespace", "shop");
    server.has(
        JOBS + "/" + name,
        "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":%s}".formatted(metadata));
    ends(JOBS + "/" + name, "Complete", "Completed");

    var finding = taking().join();

    assertThat(finding.outcome()).isEqualTo(Outcome.NoData);
    assertThat(finding.message()).contains("is not of this run");
  }

  @Test
  void aJobThatTheApiServerRefusesIsNoData() {
    server.fails("POST " + JOBS, Mishap.FORBIDDEN);

    var finding = taking().join();

    assertThat(finding.outcome()).isEqualTo(Outcome.NoData);
    assertThat(finding.message()).contains("HTTP 403");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "ANSWER_LOST"})
  void whatMayPassIsTriedAgain(Mishap mishap) {
    server.fails("(POST|GET) " + JOBS + ".*", mishap, 2);
    var sample = taking();
    ends(created(), "Complete", "Completed");

    assertThat(sample.join().outcome()).isEqualTo(Outcome.Pass);
    assertThat(jobs()).hasSize(1);
  }

  @Test
  void aJobThatIsDeletedUnderwayIsNoData() {
    var sample = taking();
    server.hasNot(created());

    assertThat(sample.join().outcome()).isEqualTo(Outcome.NoData);
    assertThat(sample.join().message()).endsWith("was deleted before it had ended.");
  }

  @Test
  void aClusterThatRunsNoJobsKeepsNobodyWaitingForEver() {
    var sample = taking();
    var path = created();
    await("it looks at its Job").until(() -> !server.asked("GET " + path).isEmpty());

    now = Shots.NOW.plus(Duration.ofMinutes(12));

    assertThat(sample.join().outcome()).isEqualTo(Outcome.NoData);
    assertThat(sample.join().message()).contains("has not ended in time");
  }

  @Test
  void aJobOfAnUnfinishedSampleIsDeletedWithItsRun() throws InvalidCheckException {
    var sample = taking();
    var path = created();

    compiled().abandon(Shots.aboutChange("pre"));

    assertThat(server.at(path).isMissingNode()).isTrue();
    sample.join();
  }

  @Test
  void aJobThatHasEndedKeepsItsLog() throws InvalidCheckException {
    var sample = taking();
    var path = created();
    ends(path, "Complete", "Completed");
    sample.join();

    compiled().abandon(Shots.aboutChange("pre"));

    assertThat(server.at(path).isMissingNode()).isFalse();
  }

  @Test
  void whatIsGoneNeedsNoDeleting() {
    assertThatCode(() -> compiled().abandon(Shots.aboutChange("pre"))).doesNotThrowAnyException();
    assertThat(server.asked("DELETE .*")).isEmpty();
  }

  @Test
  void theVerificationOfAFaultRunsWhereTheTemplateSays() {
    job.setNamespace("probes");

    var sample = taking(FAULT, Shots.aboutFault("verify"));

    await().until(() -> !server.asked("POST /apis/batch/v1/namespaces/probes/jobs").isEmpty());
    sample.cancel(true);
  }

  @Test
  void withoutANamespaceAFaultHasNoJob() {
    assertThatThrownBy(() -> compiled().bind(FAULT))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("job.namespace");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noJobRunsBesideTheOperator(boolean named) {
    job.setNamespace(named ? "rollguard" : null);

    assertThatThrownBy(() -> compiled().bind(new Given(Map.of(), "rollguard")))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("beside the operator with its rights");
  }
}
