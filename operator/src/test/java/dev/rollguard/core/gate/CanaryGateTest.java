package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.PreTestGateTest.reasons;
import static dev.rollguard.core.gate.PreTestGateTest.rollout;
import static dev.rollguard.core.gate.Tried.canary;
import static dev.rollguard.core.gate.Tried.evidence;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanaryGateTest {
  private static final Instant START = Instant.parse("2026-05-21T09:00:00Z");
  private static final Instant HEALTHY = START.plusSeconds(20);
  private static final Instant SOAKED = HEALTHY.plus(Duration.ofMinutes(5));
  private static final Windows WINDOW = window("dc1").canary("errors");
  private static final CanaryFact STARTING =
      new CanaryFact(START, Optional.empty(), Optional.empty());
  private static final CanaryFact SERVES =
      new CanaryFact(START, Optional.of(HEALTHY), Optional.empty());

  @Test
  void withoutACanaryTheRolloutIsHeld() {
    var decision = decide(START, evidence());
    assertThat(reasons(decision)).containsExactly(Reason.CanaryPending);
    assertThat(Trials.onlyCanaryHolds(decision)).isTrue();
  }

  @Test
  void aCanaryThatGetsReadyIsWaitedForUntilItsDeadline() {
    var decision = decide(START, evidence(STARTING));
    assertThat(reasons(decision)).containsExactly(Reason.CanaryRunning);
    assertThat(decision.message()).isEqualTo("The canary gets ready; it has until 09:30 UTC.");
    assertThat(decision.retryAt()).contains(START.plus(Duration.ofMinutes(30)));
  }

  @Test
  void itIsReleasedWhenTheCanarySoakedAndItsChecksPassed() {
    var passed = evidence(SERVES, canary("errors", HEALTHY).ended(Outcome.Pass, HEALTHY));
    assertThat(decide(SOAKED.minusSeconds(1), passed).releases()).isFalse();
    assertThat(decide(SOAKED.minusSeconds(1), passed).retryAt()).contains(SOAKED);
    assertThat(decide(SOAKED, passed).releases()).isTrue();
    assertThat(decide(SOAKED, passed).lines().getLast().text())
        .isEqualTo(
            "canary: passed, the canary was healthy for 5m; CheckRun/errors-1 of CheckTemplate/errors passed: 5 of 5 samples.");
  }

  @Test
  void soakingAloneIsNotEnoughWhileACheckRuns() {
    var running = evidence(SERVES, canary("errors", HEALTHY).running());
    var decision = decide(SOAKED, running);
    assertThat(reasons(decision)).containsExactly(Reason.CanaryRunning);
    assertThat(decision.message())
        .isEqualTo("CheckRun/errors-1 of CheckTemplate/errors is running.");
  }

  @Test
  void aCheckThatFailedFailsTheCanaryAtOnce() {
    var failed = evidence(SERVES, canary("errors", HEALTHY).ended(Outcome.Fail, HEALTHY));
    assertThat(reasons(decide(HEALTHY, failed))).containsExactly(Reason.CanaryFailed);
    assertThat(failure(failed))
        .contains("CheckRun/errors-1 of CheckTemplate/errors failed: 5 of 5 samples");
  }

  @Test
  void aCheckThatIsInconclusiveFailsItToo() {
    var odd = evidence(SERVES, canary("errors", HEALTHY).ended(Outcome.Inconclusive, HEALTHY));
    assertThat(reasons(decide(SOAKED, odd))).containsExactly(Reason.CanaryFailed);
    assertThat(failure(odd)).isPresent();
  }

  @Test
  void withoutTrafficItIsHeldAndToldWhatToDoAndMeasuredAgain() {
    var nothing = evidence(SERVES, canary("errors", HEALTHY).ended(Outcome.NoData, HEALTHY));
    var decision = decide(HEALTHY, nothing);
    assertThat(reasons(decision)).containsExactly(Reason.CanaryNoData);
    assertThat(decision.message()).contains("see that traffic reaches the canary");
    assertThat(failure(nothing)).isEmpty();
    assertThat(wanted(HEALTHY.plusSeconds(59), nothing)).isEmpty();
    assertThat(wanted(HEALTHY.plusSeconds(60), nothing))
        .extracting(WantedRun::attempt)
        .containsExactly(HEALTHY + " after " + HEALTHY);
  }

  @Test
  void theRepeatedCheckReplacesTheOneWithoutData() {
    var nothing = canary("errors", HEALTHY).ended(Outcome.NoData, HEALTHY);
    var again =
        canary("errors", HEALTHY)
            .name("errors-2")
            .attempt(HEALTHY + " after " + HEALTHY)
            .ended(Outcome.Pass, HEALTHY.plusSeconds(90));
    assertThat(decide(SOAKED, evidence(SERVES, nothing, again)).releases()).isTrue();
  }

  @Test
  void onlyTheOperatorsOwnRunsForThisVeryCanaryCount() {
    var byPeople = canary("errors", HEALTHY).byPeople().ended(Outcome.Pass, HEALTHY);
    var ofAnEarlierCanary = canary("errors", START.minusSeconds(600)).ended(Outcome.Pass, HEALTHY);
    var ofAnotherHash = canary("errors", HEALTHY).hash("hash-a").ended(Outcome.Pass, HEALTHY);
    var reported = canary("errors", HEALTHY).reported().ended(Outcome.Pass, HEALTHY);
    var evidence = evidence(SERVES, byPeople, ofAnEarlierCanary, ofAnotherHash, reported);
    assertThat(decide(SOAKED, evidence).releases()).isFalse();
    assertThat(wanted(SOAKED, evidence)).hasSize(1);
  }

  @Test
  void aCanaryThatFailedSaysHowToTryAgain() {
    var failed =
        new CanaryFact(
            START,
            Optional.of(HEALTHY),
            Optional.of(new RunFact.End(Outcome.Fail, "too many errors", HEALTHY)));
    assertThat(decide(SOAKED, evidence(failed)).message())
        .isEqualTo(
            "The canary failed: too many errors; nothing was rolled out. Mend the change, or try the same again with: kubectl patch deployment cart -n shop -p '{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"again-after\":\"2026-05-21T09:00:20Z\"}}}}}'.");
  }

  @Test
  void aCanaryThatServesNoMoreHoldsWhateverItPassed() {
    var run = canary("errors", HEALTHY).ended(Outcome.Pass, HEALTHY);
    var gone = new Evidence(Tried.HASH, List.of(run), Optional.of(SERVES), false, false);
    assertThat(decide(SOAKED, evidence(SERVES, run)).releases()).isTrue();
    assertThat(decide(SOAKED, gone).message())
        .isEqualTo(
            "Not all pods of the canary serve any more; it is observed anew once they do, until 09:30 UTC.");
  }

  @Test
  void aCanaryThatDidWellBeforeTheRolloutBeganIsNotAskedForOnceMore() {
    var end = new RunFact.End(Outcome.Pass, "", SOAKED);
    var passed = new CanaryFact(START, Optional.of(HEALTHY), Optional.of(end));
    var paused = new Evidence(Tried.HASH, List.of(), Optional.of(passed), false, false);
    assertThat(decide(SOAKED, paused).releases()).isTrue();
  }

  @Test
  void withoutDataItIsLookedAtAgainAtTheDeadlineAtTheLatest() {
    var late = START.plus(Duration.ofMinutes(30)).minusSeconds(10);
    var nothing = evidence(SERVES, canary("errors", HEALTHY).ended(Outcome.NoData, late));
    assertThat(decide(late, nothing).retryAt()).contains(START.plus(Duration.ofMinutes(30)));
  }

  @Test
  void aCanaryIsNotAskedForACanary() {
    var itself = new Evidence(Tried.HASH, List.of(), Optional.empty(), false, true);
    assertThat(decide(START, itself).releases()).isTrue();
  }

  @Test
  void aFirstRolloutHasNothingToCompareWith() {
    var first = new RolloutFact("shop", "cart", "dc1", ChangeType.Create, false, evidence());
    assertThat(Gates.decide(START, first, List.of(WINDOW.fact()), List.of()).releases()).isTrue();
    var existing = window("dc1").canary(true, false).fact();
    assertThat(Gates.decide(START, first, List.of(existing), List.of()).message())
        .isEqualTo(
            "No Deployment labelled rollguard.dev/canary-for=cart runs these images healthy yet.");
  }

  @Test
  void ofSeveralCanariesTheStrictestOfEachIsTaken() {
    var a =
        new CanaryDemand(
            false,
            new CanarySize(10, true),
            Duration.ofMinutes(5),
            List.of(),
            Duration.ofMinutes(30),
            false);
    var b =
        new CanaryDemand(
            true,
            new CanarySize(2, false),
            Duration.ofMinutes(1),
            List.of(),
            Duration.ofMinutes(10),
            true);
    assertThat(
            Trials.canary(
                List.of(Windows.window("a").canary(a).fact(), Windows.window("b").canary(b).fact()),
                10))
        .contains(
            new CanaryDemand(
                true,
                new CanarySize(2, false),
                Duration.ofMinutes(5),
                List.of(),
                Duration.ofMinutes(10),
                true));
  }

  private static Decision decide(Instant now, Evidence evidence) {
    return Gates.decide(now, rollout(evidence), List.of(WINDOW.fact()), List.of());
  }

  private static List<WantedRun> wanted(Instant now, Evidence evidence) {
    var demand = Trials.canary(List.of(WINDOW.fact()), 3).orElseThrow();
    return Trials.wantedChecks(now, rollout(evidence), demand, SERVES);
  }

  private static Optional<String> failure(Evidence evidence) {
    var demand = Trials.canary(List.of(WINDOW.fact()), 3).orElseThrow();
    return Trials.canaryFailure(rollout(evidence), demand, SERVES);
  }
}
