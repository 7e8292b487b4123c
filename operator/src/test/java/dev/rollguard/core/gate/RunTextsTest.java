package dev.rollguard.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTextsTest {
  private static final CheckDemand CHECK = new CheckDemand("errors", Map.of());

  @Test
  void theLastThreeSamplesAreShown() {
    var run = run(List.of("a v1", "a v2", "a v3", "a v4"));
    assertThat(RunTexts.ended(run, CHECK))
        .isEqualTo(
            "CheckRun/errors-1 of CheckTemplate/errors failed: 4 of 4 samples failed [a v2; a v3; a v4]");
  }

  @Test
  void whileItRunsTheTextDoesNotChangeWithEachSample() {
    assertThat(RunTexts.running(run(List.of("a 1")), CHECK))
        .isEqualTo(RunTexts.running(run(List.of("a 1", "a 2")), CHECK));
  }

  @Test
  void aSampleThatTheMessageTellsIsNotToldTwice() {
    var run = run(List.of("a Fail 12:00:01Z 1", "a 4 of 4 samples failed"));
    assertThat(RunTexts.ended(run, CHECK))
        .isEqualTo(
            "CheckRun/errors-1 of CheckTemplate/errors failed: 4 of 4 samples failed [a Fail 12:00:01Z 1]");
  }

  @Test
  void whatKeepsARunFromRunningIsTold() {
    var stalled =
        new RunFact(
            "errors-1",
            Purpose.PreTest,
            false,
            "errors",
            Map.of(),
            "hash",
            "",
            true,
            Instant.EPOCH,
            Optional.empty(),
            List.of(),
            "CheckTemplate/errors does not exist; create it.");
    assertThat(RunTexts.running(stalled, CHECK))
        .isEqualTo(
            "CheckRun/errors-1 of CheckTemplate/errors waits: CheckTemplate/errors does not exist; create it");
  }

  @Test
  void longSamplesAreCut() {
    assertThat(RunTexts.ended(run(List.of("x".repeat(2000))), CHECK)).hasSizeLessThan(400);
  }

  private static RunFact run(List<String> samples) {
    return new RunFact(
        "errors-1",
        Purpose.Canary,
        false,
        "errors",
        Map.of(),
        "hash",
        "",
        true,
        Instant.EPOCH,
        Optional.of(new RunFact.End(Outcome.Fail, "4 of 4 samples failed.", Instant.EPOCH)),
        samples,
        "");
  }
}
