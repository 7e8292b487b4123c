package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a run because of what it is about. */
class RunSubjectTest {
  private static final String ABOUT_FAULT = "\"faultRef\":{\"name\":\"lb\"}";

  private final RunWorld world = new RunWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** The run as it is stored, with another spec. */
  private void isStored(String spec) {
    world.server.has(RunWorld.RUN, RunWorld.run("pre", spec));
    world.restart();
    world.server.forgetsWhatWasAsked();
  }

  private void verifiesFault(String spec, String status) {
    world.server.has(RunWorld.FAULT, RunWorld.fault(spec, status));
    isStored(ABOUT_FAULT);
  }

  @Test
  void aRunWhoseChangeEndsMeanwhileIsInconclusiveAndNoEvidenceAnyMore() {
    world.look();
    world.landed();
    world.changeEnds();

    world.look();

    world.assertEnded("Inconclusive", "SubjectEnded");
    assertThat(world.message()).startsWith("Change/cart-1 has ended.");
    assertThat(world.isActive()).isFalse();
    assertThat(world.events()).hasSize(1);
  }

  @Test
  void aRunThatHasItsVerdictKeepsItWhenItsChangeEnds() {
    world.goOn();
    world.look();
    assertThat(world.isActive()).as("while the Change waits").isTrue();
    world.changeEnds();

    world.look();

    assertThat(world.verdict()).isEqualTo("Pass");
    assertThat(world.isActive()).isFalse();
    assertThat(world.events()).hasSize(1);
  }

  @Test
  void aRunOfAChangeThatIsGoneIsInconclusive() {
    world.server.hasNot(RunWorld.CHANGE);
    world.restart();

    world.look();

    world.assertEnded("Inconclusive", "SubjectEnded");
    assertThat(world.message()).startsWith("Change/cart-1 does not exist.");
    assertThat(world.kind.asked).isEmpty();
  }

  /** The watch of Changes may be slower than that of runs. */
  @Test
  void aChangeThatTheCacheDoesNotKnowYetIsReadFromTheApiServer() {
    world.server.hasNot(RunWorld.CHANGE);
    world.restart();
    world.server.has(RunWorld.CHANGE, RunWorld.change("Held"));

    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
  }

  @Test
  void aForgedTemplateHashCountsForNothing() {
    world.server.has(
        RunWorld.CHANGE, RunWorld.change("Held").replace(RunWorld.HASH, "b".repeat(64)));
    world.restart();

    world.look();

    world.assertEnded("Inconclusive", "OtherTemplate");
    assertThat(world.message())
        .contains("templateHash is not the one of Change/cart-1, which is bbbb");
    assertThat(world.kind.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Pass", "Fail", "Inconclusive"})
  void whatSomebodyReportsIsTakenOver(String verdict) {
    var report =
        "\"type\":\"External\",\"changeRef\":{\"name\":\"cart-1\"},\"report\":{\"verdict\":\"%s\",\"summary\":\"212 tests.\",\"url\":\"https://ci/7\"}";
    isStored(report.formatted(verdict));

    world.goOn();

    world.assertEnded(verdict, "Reported");
    assertThat(world.message()).isEqualTo("212 tests. See https://ci/7");
    assertThat(world.status().path("reporter").asText()).isEqualTo("alice");
    assertThat(world.status().path("endTime").asText()).isEqualTo("2026-05-21T08:00:00Z");
    assertThat(world.kind.asked).isEmpty();
  }

  @Test
  void aReportAboutAnotherTemplateIsNotTakenOver() {
    world.server.has(
        RunWorld.CHANGE, RunWorld.change("Held").replace(RunWorld.HASH, "b".repeat(64)));
    isStored(
        "\"type\":\"External\",\"changeRef\":{\"name\":\"cart-1\"},\"report\":{\"verdict\":\"Pass\",\"summary\":\"s\"}");

    world.goOn();

    world.assertEnded("Inconclusive", "OtherTemplate");
  }

  @Test
  void theResolutionOfAFaultIsVerified() {
    world.seesTemplate(
        RunWorld.template(
            RunWorld.check("errors", "'${fault} ${datacenter} ${namespace} ${start}'")),
        2);
    world.server.has(RunWorld.FAULT, RunWorld.fault(RunWorld.RESOLVED, RunWorld.OPEN));
    world.server.has(
        RunWorld.RUN,
        RunWorld.run("pre", ABOUT_FAULT)
            .replace("\"templateHash\":\"" + RunWorld.HASH + "\",", ""));
    world.restart();

    world.goOn();

    world.assertEnded("Pass", "ChecksEnded");
    assertThat(world.kind.asked.getFirst().query())
        .isEqualTo("'lb dc1 rollguard 2026-05-21T09:00:00Z'");
    assertThat(world.server.at(RunWorld.RUN).at("/metadata/ownerReferences/0/uid").asText())
        .isEqualTo("f1");
  }

  @Test
  void withoutAResolutionThereIsNothingToVerify() {
    verifiesFault("", RunWorld.OPEN);

    world.look();

    world.assertEnded("Inconclusive", "SubjectEnded");
    assertThat(world.message()).startsWith("Fault/lb has no resolution to verify.");
    assertThat(world.isActive()).isFalse();
  }

  @Test
  void aClosedFaultNeedsNoEvidence() {
    verifiesFault(RunWorld.RESOLVED, "\"status\":\"False\",\"observedGeneration\":3");

    world.look();

    world.assertEnded("Inconclusive", "SubjectEnded");
    assertThat(world.message()).startsWith("Fault/lb is closed.");
  }

  /** It was closed, is open again, and the operator has not said so yet. */
  @Test
  void thatAFaultWasClosedBeforeItsResolutionChangedCountsForNothing() {
    world.server.has(
        RunWorld.RUN,
        RunWorld.run("pre", ABOUT_FAULT)
            .replace("\"templateHash\":\"" + RunWorld.HASH + "\",", ""));
    world.server.has(
        RunWorld.FAULT,
        RunWorld.fault(RunWorld.RESOLVED, "\"status\":\"False\",\"observedGeneration\":2"));
    world.restart();

    world.look();

    assertThat(world.verdict()).isEmpty();
    assertThat(world.status().path("startTime").asText()).isNotEmpty();
  }

  @Test
  void aFaultThatIsGoneNeedsNoEvidence() {
    isStored(ABOUT_FAULT);

    world.look();

    world.assertEnded("Inconclusive", "SubjectEnded");
    assertThat(world.message()).startsWith("Fault/lb does not exist.");
  }
}
