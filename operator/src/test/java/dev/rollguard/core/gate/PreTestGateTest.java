package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Tried.evidence;
import static dev.rollguard.core.gate.Tried.preTest;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreTestGateTest {
  private static final Instant NOW = Instant.parse("2026-05-21T09:00:00Z");
  private static final Windows WINDOW = window("dc1").preTest("load-test");

  @Test
  void aTemplateThatWasNeverTestedIsHeldAndItsTestIsWanted() {
    var decision = decide(WINDOW, evidence());
    assertThat(reasons(decision)).containsExactly(Reason.PreTestPending);
    assertThat(decision.message())
        .isEqualTo("CheckTemplate/load-test has not run yet for this template.");
    assertThat(wanted(WINDOW, evidence()))
        .containsExactly(new WantedRun(new CheckDemand("load-test", Map.of()), ""));
  }

  @Test
  void aTestThatPassedLetsItThrough() {
    var decision =
        decide(WINDOW, evidence(preTest("load-test").ended(Outcome.Pass, NOW.minusSeconds(60))));
    assertThat(decision.releases()).isTrue();
    assertThat(decision.lines().getLast().text())
        .isEqualTo(
            "preTests: passed, CheckRun/load-test-1 of CheckTemplate/load-test passed: 5 of 5 samples; valid until 2026-05-22 08:59 UTC.");
  }

  @Test
  void aTestThatRunsIsWaitedFor() {
    var evidence = evidence(preTest("load-test").running());
    assertThat(decide(WINDOW, evidence).message())
        .isEqualTo("CheckRun/load-test-1 of CheckTemplate/load-test is running.");
    assertThat(wanted(WINDOW, evidence)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Outcome.class, mode = EnumSource.Mode.EXCLUDE, names = "Pass")
  void whateverIsNoPassHolds(Outcome outcome) {
    var decision = decide(WINDOW, evidence(preTest("load-test").ended(outcome, NOW)));
    assertThat(reasons(decision)).containsExactly(Reason.PreTestFailed);
    assertThat(decision.message()).contains("CheckRun/load-test-1").contains("5 of 5 samples");
  }

  @Test
  void aFailedTestIsNotRunAgainByItself() {
    assertThat(wanted(WINDOW, evidence(preTest("load-test").ended(Outcome.Fail, NOW)))).isEmpty();
  }

  @Test
  void aTestThatFoundNothingToMeasureIsRunAgainAfterAMinute() {
    var ended = evidence(preTest("load-test").ended(Outcome.NoData, NOW.minusSeconds(59)));
    assertThat(wanted(WINDOW, ended)).isEmpty();
    assertThat(decide(WINDOW, ended).retryAt()).contains(NOW.plusSeconds(1));
    var later = evidence(preTest("load-test").ended(Outcome.NoData, NOW.minusSeconds(60)));
    assertThat(wanted(WINDOW, later))
        .extracting(WantedRun::attempt)
        .containsExactly("after 2026-05-21T08:59:00Z");
  }

  @Test
  void theNewestThatEndedDecides() {
    var failed = preTest("load-test").name("load-test-1").ended(Outcome.Fail, NOW.minusSeconds(90));
    var passed = preTest("load-test").name("load-test-2").ended(Outcome.Pass, NOW.minusSeconds(30));
    assertThat(decide(WINDOW, evidence(passed, failed)).releases()).isTrue();
    var failedLater =
        preTest("load-test").name("load-test-3").ended(Outcome.Fail, NOW.minusSeconds(10));
    assertThat(decide(WINDOW, evidence(passed, failedLater, failed)).releases()).isFalse();
  }

  @Test
  void whatPassedTooLongAgoCountsNoMore() {
    var passed = preTest("load-test").ended(Outcome.Pass, NOW.minusSeconds(24 * 3600));
    var decision = decide(WINDOW, evidence(passed));
    assertThat(reasons(decision)).containsExactly(Reason.PreTestExpired);
    assertThat(decision.message())
        .isEqualTo(
            "CheckRun/load-test-1 passed, but counted until 09:00 UTC only; it is run again as soon as nothing else holds.");
    assertThat(wanted(WINDOW, evidence(passed)))
        .extracting(WantedRun::attempt)
        .containsExactly("after 2026-05-20T09:00:00Z");
  }

  @Test
  void whatExpiredIsNotRenewedWhileTheWindowIsClosed() {
    var closed = window("dc1").nights().preTest("load-test");
    var passed = preTest("load-test").ended(Outcome.Pass, NOW.minusSeconds(24 * 3600));
    assertThat(wanted(closed, evidence(passed))).isEmpty();
    assertThat(wanted(closed, evidence())).hasSize(1);
  }

  @Test
  void evidenceAboutAnotherTemplateOrAnotherPurposeOrOtherArgumentsIsNone() {
    var otherHash = preTest("load-test").hash("hash-a").ended(Outcome.Pass, NOW);
    var otherTest = preTest("smoke-test").ended(Outcome.Pass, NOW);
    var otherPurpose = Tried.canary("load-test", NOW).ended(Outcome.Pass, NOW);
    assertThat(reasons(decide(WINDOW, evidence(otherHash, otherTest, otherPurpose))))
        .containsExactly(Reason.PreTestPending);
    var demand = new CheckDemand("load-test", Map.of("users", "500"));
    assertThat(demand.isMetBy(preTest("load-test").arg("users", "5").running())).isFalse();
    assertThat(demand.isMetBy(preTest("load-test").running())).isFalse();
    var more = preTest("load-test").arg("users", "500").arg("url", "https://well.example.com");
    assertThat(demand.isMetBy(more.running())).isTrue();
    assertThat(demand.isMetBy(more.byPeople().running()))
        .as("people may not turn the check to something else")
        .isFalse();
  }

  @Test
  void onlyWhatTheWindowAcceptsCounts() {
    var report = preTest("load-test").reported().ended(Outcome.Pass, NOW);
    var run = preTest("load-test").byPeople().ended(Outcome.Pass, NOW);
    var runsOnly = window("dc1").preTest("load-test", true, false);
    var reportsOnly = window("dc1").preTest("load-test", false, true);
    assertThat(decide(runsOnly, evidence(report)).releases()).isFalse();
    assertThat(decide(runsOnly, evidence(run)).releases()).isTrue();
    assertThat(decide(reportsOnly, evidence(run)).releases()).isFalse();
    assertThat(decide(reportsOnly, evidence(report)).releases()).isTrue();
    assertThat(wanted(reportsOnly, evidence())).isEmpty();
    assertThat(decide(reportsOnly, evidence()).message())
        .isEqualTo(
            "CheckTemplate/load-test has no report yet; report how it went with a CheckRun of type External for CheckTemplate/load-test.");
  }

  @Test
  void everyTestMustPass() {
    var both = window("dc1").preTest("load-test").preTest("smoke-test");
    var one = evidence(preTest("load-test").ended(Outcome.Pass, NOW));
    assertThat(decide(both, one).message()).startsWith("CheckTemplate/smoke-test has not run");
  }

  @Test
  void aRollbackIsNotAskedForEvidence() {
    var rollback = new RolloutFact("shop", "cart", "dc1", ChangeType.Rollback, false, evidence());
    assertThat(Gates.decide(NOW, rollout(evidence()), List.of(WINDOW.fact()), List.of()).releases())
        .isFalse();
    assertThat(Gates.decide(NOW, rollback, List.of(WINDOW.fact()), List.of()).releases()).isTrue();
  }

  static RolloutFact rollout(Evidence evidence) {
    return new RolloutFact("shop", "cart", "dc1", ChangeType.Update, false, evidence);
  }

  private static Decision decide(Windows window, Evidence evidence) {
    return Gates.decide(NOW, rollout(evidence), List.of(window.fact()), List.of());
  }

  private static List<WantedRun> wanted(Windows window, Evidence evidence) {
    return Trials.wantedTests(
        NOW, rollout(evidence), List.of(window.fact()), decide(window, evidence));
  }

  static List<Reason> reasons(Decision decision) {
    return decision.holds().stream().map(Verdict.Hold::reason).toList();
  }
}
