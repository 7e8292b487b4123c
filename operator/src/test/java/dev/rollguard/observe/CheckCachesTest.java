package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Purpose;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The runs that may be evidence, as the gates see them. */
class CheckCachesTest {
  private static final String WATCHED = "/apis/rollguard.dev/v1alpha1/checkruns";
  private static final String RUNS = "/apis/rollguard.dev/v1alpha1/namespaces/shop/checkruns";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final FaultyApiServer server = new FaultyApiServer();
  private final CheckCaches checks = new CheckCaches(server.client(), "operator");

  @AfterEach
  void close() {
    checks.close();
    server.close();
  }

  private void start() {
    checks.start().join();
    await().until(() -> server.watches().count(WATCHED) == 1);
  }

  private void has(String name, String spec) {
    server.has(
        RUNS + "/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"CheckRun","metadata":{"name":"%s","namespace":"shop",
          "labels":{"rollguard.dev/active":"true"},"annotations":{"rollguard.dev/created-by":"operator"}},
         "spec":{"purpose":"PreTest","template":"errors",%s}}\
        """
            .formatted(name, spec));
  }

  private void hasAboutChange(String name) {
    has(name, "\"changeRef\":{\"name\":\"cart-1\"},\"templateHash\":\"ab\"");
  }

  private CheckRun stored(String name) {
    return Clients.serialization()
        .unmarshal(server.at(RUNS + "/" + name).toString(), CheckRun.class);
  }

  private CheckRun wroteVerdict(String name) {
    var run = (ObjectNode) server.at(RUNS + "/" + name);
    run.putObject("status")
        .put("verdict", "Pass")
        .put("message", "m")
        .put("endTime", "2026-05-21T09:30:00Z");
    server.has(RUNS + "/" + name, run.toString());
    var written = stored(name);
    checks.wrote(written);
    return written;
  }

  private List<String> names(List<RunFact> facts) {
    return facts.stream().map(RunFact::name).toList();
  }

  @Test
  void runsAreFoundByWhatTheyAreAboutAndByTheirTemplate() {
    hasAboutChange("a");
    has("b", "\"faultRef\":{\"name\":\"lb\"}");
    has("c", "\"changeRef\":{\"name\":\"cart-2\"}");
    start();

    assertThat(names(checks.ofChange("shop", "cart-1"))).containsExactly("a");
    assertThat(names(checks.ofChange("blog", "cart-1"))).isEmpty();
    assertThat(names(checks.ofFault("lb"))).containsExactly("b");
    assertThat(checks.runsOf("errors")).hasSize(3);
    assertThat(checks.runsOf("other")).isEmpty();
    assertThat(checks.all()).hasSize(3);
    assertThat(checks.siblings(stored("a"))).hasSize(1);
  }

  @Test
  void aFactSaysAllThatTheGatesAskFor() {
    has(
        "a",
        "\"changeRef\":{\"name\":\"cart-1\"},\"templateHash\":\"ab\",\"attempt\":\"x\",\"args\":[{\"name\":\"n\",\"value\":\"v\"}]");
    start();

    assertThat(checks.ofChange("shop", "cart-1"))
        .containsExactly(
            new RunFact(
                "a",
                Purpose.PreTest,
                false,
                "errors",
                Map.of("n", "v"),
                "ab",
                "x",
                true,
                Instant.parse("2026-05-21T08:00:00Z"),
                Optional.empty(),
                List.of(),
                ""));
  }

  @Test
  void whatPeopleCreatedIsNotTheOperators() {
    hasAboutChange("a");
    var run = stored("a");

    assertThat(CheckCaches.fact(run, "alice").byOperator()).isFalse();
    run.getMetadata().setAnnotations(null);
    assertThat(CheckCaches.fact(run, "operator").byOperator()).isFalse();
  }

  @Test
  void howARunEndedIsSeenBeforeTheWatchBringsIt() {
    hasAboutChange("a");
    start();

    wroteVerdict("a");

    assertThat(checks.ofChange("shop", "cart-1").getFirst().end())
        .contains(new RunFact.End(Outcome.Pass, "m", Instant.parse("2026-05-21T09:30:00Z")));
    assertThat(checks.run("shop", "a").orElseThrow().getStatus().getVerdict())
        .isEqualTo(CheckVerdict.Pass);
  }

  @Test
  void theNewestOfAllThatIsKnownCounts() {
    hasAboutChange("a");
    start();
    var old = stored("a");
    var written = wroteVerdict("a");

    assertThat(checks.newest(old)).contains(written);
    var newer = stored("a");
    newer.getMetadata().setResourceVersion("999999");
    assertThat(checks.newest(newer)).contains(newer);
  }

  /** The answer to our write comes after the watch has told that somebody deleted the run. */
  @Test
  void aRunThatIsDeletedIsNoEvidenceWhateverComesLate() {
    hasAboutChange("a");
    start();
    var late = stored("a");
    server.watches().tell(WATCHED, "DELETED", server.at(RUNS + "/a"));
    await().atMost(SOON).until(() -> checks.all().isEmpty());

    checks.wrote(late);

    assertThat(checks.ofChange("shop", "cart-1")).isEmpty();
    assertThat(checks.newest(late)).isEmpty();
  }

  @Test
  void aRetiredRunIsNoEvidenceAtOnce() {
    hasAboutChange("a");
    start();
    var retired = stored("a");
    retired.getMetadata().setLabels(Map.of());
    retired.getMetadata().setResourceVersion("999999");

    checks.wrote(retired);

    assertThat(checks.ofChange("shop", "cart-1")).isEmpty();
    assertThat(checks.newest(stored("a"))).isEmpty();
  }

  @Test
  void whatCannotBeListedIsNotCalledSyncedAndComesLater() {
    hasAboutChange("a");
    server.fails("GET " + WATCHED, Mishap.FORBIDDEN);
    var started = checks.start();
    await().atMost(SOON).until(() -> server.asked("GET " + WATCHED).size() > 2);
    assertThat(checks.unsynced()).contains("CheckRun");
    assertThat(started).isNotDone();

    server.heals();

    await().atMost(SOON).until(started::isDone);
    assertThat(checks.unsynced()).isEmpty();
    assertThat(checks.all()).hasSize(1);
  }

  @Test
  void aWatchThatIsCutGoesOn() {
    start();
    server.watches().cut(WATCHED);
    await().atMost(SOON).until(() -> server.watches().count(WATCHED) == 1);

    hasAboutChange("a");
    server.watches().tell(WATCHED, "ADDED", server.at(RUNS + "/a"));

    await().atMost(SOON).until(() -> checks.all().size() == 1);
  }
}
