package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Outcome;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a run whose checks can be carried out. */
class CheckRunTest {
  private final RunWorld world = new RunWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aRunTakesItsSamplesAndPasses() {
    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
    assertThat(world.kind.samples()).containsExactly("errors 0", "errors 1", "errors 2");
    assertThat(world.status().path("startTime").asText()).isEqualTo("2026-05-21T09:00:00Z");
    assertThat(world.now).isAfterOrEqualTo(RunWorld.START.plusSeconds(20));
    assertThat(world.status().at("/checks/0/passed").asInt()).isEqualTo(3);
    assertThat(world.status().at("/checks/0/verdict").asText()).isEqualTo("Pass");
    assertThat(world.message()).startsWith("errors: 3 of 3 samples passed.");
    assertThat(world.events()).containsExactly("Normal Pass: " + world.message());
    assertThat(world.counted).containsExactly(Outcome.Pass);
  }

  /** Whoever goes on after a crash must count from the same moment. */
  @Test
  void whenItBeganIsOnRecordBeforeTheFirstSample() {
    var atFirst = new CopyOnWriteArrayList<String>();
    world.kind.before = asked -> atFirst.add(world.status().path("startTime").asText());

    world.look();
    world.landed();

    assertThat(atFirst).containsExactly("2026-05-21T09:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"Fail", "Inconclusive", "NoData"})
  void oneBadSampleEndsIt(Outcome outcome) {
    world.kind.answers = (check, index) -> new Finding(outcome, "value 7");

    world.goOn();

    world.assertEnded(outcome.name(), "ChecksEnded");
    assertThat(world.kind.samples()).containsExactly("errors 0");
    assertThat(world.message()).contains("value 7");
    assertThat(world.events()).containsExactly("Warning " + outcome + ": " + world.message());
    assertThat(world.counted).containsExactly(outcome);
  }

  @Test
  void aCheckThatFailsEndsTheRunAndWhatTheOthersWereDoing() {
    world.seesTemplate(
        RunWorld.template(RunWorld.check("errors", "a"), RunWorld.check("latency", "b")), 2);
    world.kind.answers =
        (check, index) ->
            new Finding(check.equals("latency") ? Outcome.Fail : Outcome.Pass, "value 7");

    world.goOn();

    world.assertEnded("Fail", "ChecksEnded");
    assertThat(world.message()).startsWith("latency: ");
    assertThat(world.kind.samples()).containsExactlyInAnyOrder("errors 0", "latency 0");
    assertThat(world.kind.abandoned).containsExactly("errors 1");
    assertThat(world.status().at("/checks/0").has("verdict")).isFalse();
  }

  @Test
  void samplesThatAreTakenTogetherAreOneWrite() {
    world.seesTemplate(
        RunWorld.template(
            RunWorld.check("a", "a"), RunWorld.check("b", "b"), RunWorld.check("c", "c")),
        2);
    world.look();
    world.landed();
    world.server.forgetsWhatWasAsked();

    world.look();

    assertThat(world.server.asked("PATCH .*")).hasSize(1);
    assertThat(world.status().path("message").asText())
        .isEqualTo("Running: a 1 of 1 passed, b 1 of 1 passed, c 1 of 1 passed.");
  }

  @Test
  void lookingWithoutNewsWritesNothing() {
    world.look();
    world.landed();
    world.look();
    world.server.forgetsWhatWasAsked();

    world.look();

    assertThat(world.server.asked("(PATCH|POST|PUT|DELETE) .*")).isEmpty();
  }

  @Test
  void theLastTenSamplesAreShownAndAllAreCounted() {
    world.seesTemplate(
        RunWorld.template(RunWorld.check("errors", "up").replace("\"count\":3", "\"count\":12")),
        2);

    world.goOn();

    assertThat(world.status().at("/checks/0/passed").asInt()).isEqualTo(12);
    assertThat(world.status().at("/checks/0/samples")).hasSize(10);
    assertThat(world.status().at("/checks/0/samples/9").asText())
        .startsWith("Pass 09:01:50Z value 0");
  }

  @Test
  void argumentsComeFromTheRunThenTheChangeThenTheTemplate() {
    var args =
        ",\"args\":[{\"name\":\"deployment\",\"default\":\"d\"},{\"name\":\"own\",\"default\":\"o\"},{\"name\":\"given\",\"default\":\"g\"}]}}";
    var query = "${namespace} ${deployment} ${datacenter} ${change} ${own} ${given}";
    var template = RunWorld.template(RunWorld.check("errors", "'" + query + " ${start}'"));
    world.seesTemplate(template.substring(0, template.length() - 2) + args, 2);
    world.server.has(
        RunWorld.RUN,
        RunWorld.run(
            "pre",
            "\"changeRef\":{\"name\":\"cart-1\"},\"args\":[{\"name\":\"given\",\"value\":\"run\"}]"));
    world.restart();

    world.look();
    world.landed();

    assertThat(world.kind.asked.getFirst().query())
        .isEqualTo("'shop cart dc1 cart-1 o run 2026-05-21T09:00:00Z'");
  }

  @Test
  void aRunOfAPersonGoesWithItsChange() {
    world.look();

    var owner = world.server.at(RunWorld.RUN).at("/metadata/ownerReferences/0");
    assertThat(owner.path("kind").asText()).isEqualTo("Change");
    assertThat(owner.path("uid").asText()).isEqualTo("c1");
    assertThat(world.status().path("reporter").asText()).isEqualTo("alice");
  }

  @Test
  void whoDoesNotLeadWritesNothingAndAsksNobody() {
    world.leading = false;

    world.look();

    assertThat(world.server.asked("(PATCH|POST|PUT|DELETE) .*")).isEmpty();
    assertThat(world.kind.asked).isEmpty();
  }

  /** A comparison looks at all that happens until then, and once. */
  @Test
  void aComparisonIsNotJudgedBeforeItsTime() {
    world.seesTemplate(
        RunWorld.template(
            """
            {"name":"errors","initialDelay":"30s","interval":"10s","count":6,
             "prometheus":{"address":"http://prom:9090","query":"up","compare":{"baselineQuery":"up"}}}\
            """),
        2);

    var control = world.look();
    assertThat(world.kind.asked).isEmpty();
    assertThat(control.getScheduleDelay().orElseThrow()).isEqualTo(90_005);
    world.now = RunWorld.START.plusMillis(89_999);
    world.look();
    assertThat(world.kind.asked).isEmpty();
    world.goOn();

    assertThat(world.kind.samples()).containsExactly("errors 0");
    world.assertEnded("Pass", "ChecksEnded");
  }

  /** Deleted is what says the same about the same; another test says something else. */
  @Test
  void aTestThatIsRunOftenDoesNotPushOutTheEvidenceOfAnother() {
    var other =
        RunWorld.run(
                "other",
                "\"changeRef\":{\"name\":\"cart-1\"},\"args\":[{\"name\":\"n\",\"value\":\"v\"}]")
            .replace("\"generation\":1", "\"creationTimestamp\":\"2026-05-20T09:00:00Z\"")
            .replace("\"spec\"", "\"status\":{\"verdict\":\"Pass\"},\"spec\"");
    world.server.has(RunWorld.RUNS + "/other", other);
    for (var i = 10; i < 22; i++) {
      ended(i);
    }
    world.restart();

    world.goOn();

    assertThat(world.server.all(RunWorld.RUNS)).hasSize(11);
    assertThat(world.server.at(RunWorld.RUNS + "/other").isMissingNode()).isFalse();
  }

  private void ended(int minute) {
    var old = RunWorld.run("old-" + minute, "\"changeRef\":{\"name\":\"cart-1\"}");
    var created = "\"creationTimestamp\":\"2026-05-20T10:%d:00Z\"".formatted(minute);
    world.server.has(
        RunWorld.RUNS + "/old-" + minute,
        old.replace("\"generation\":1", created)
            .replace("\"spec\"", "\"status\":{\"verdict\":\"Fail\"},\"spec\""));
  }

  @Test
  void ofManyEndedRunsTheNewestTenAreKept() {
    for (var i = 10; i < 22; i++) {
      ended(i);
    }
    world.restart();

    world.goOn();

    assertThat(world.server.all(RunWorld.RUNS)).hasSize(10);
    assertThat(world.server.at(RunWorld.RUN).isMissingNode()).isFalse();
    assertThat(world.server.at(RunWorld.RUNS + "/old-12").isMissingNode()).isTrue();
    assertThat(world.server.at(RunWorld.RUNS + "/old-13").isMissingNode()).isFalse();
  }
}
