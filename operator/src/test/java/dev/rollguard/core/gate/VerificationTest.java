package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.PreTestGateTest.reasons;
import static dev.rollguard.core.gate.Tried.verification;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private static final Instant RESOLVED = Instant.parse("2026-05-21T09:00:00Z");
  private static final Windows WINDOW =
      window("dc1").quiet(Duration.ofMinutes(10)).verify("lb-healthy");
  private static final RolloutFact UPDATE = GatesTest.rollout(ChangeType.Update, false);

  @Test
  void aResolutionAloneDoesNotStartTheQuietPeriod() {
    var fault = resolved();
    var decision = decide(fault, RESOLVED.plus(Duration.ofDays(1)));
    assertThat(reasons(decision)).containsExactly(Reason.FaultVerifying);
    assertThat(decision.message())
        .isEqualTo("Fault/lb (Major) is resolved; CheckTemplate/lb-healthy must prove it.");
    assertThat(WINDOW.fact().quietUntil(fault)).isEmpty();
    assertThat(Verification.wanted(fault, WINDOW.fact().demands().verify(), RESOLVED))
        .extracting(WantedRun::attempt)
        .containsExactly("2026-05-21T09:00:00Z");
  }

  @Test
  void theQuietPeriodBeginsWhenTheCheckPassed() {
    var passed = RESOLVED.plusSeconds(120);
    var fault =
        resolved(verification("lb-healthy", RESOLVED.plusSeconds(1)).ended(Outcome.Pass, passed));
    var until = passed.plus(Duration.ofMinutes(10));
    assertThat(WINDOW.fact().quietUntil(fault)).contains(until);
    assertThat(reasons(decide(fault, until.minusSeconds(1))))
        .containsExactly(Reason.FaultQuietPeriod);
    assertThat(decide(fault, until).releases()).isTrue();
  }

  @Test
  void aFailedCheckKeepsItOpenAndSaysSo() {
    var fault =
        resolved(verification("lb-healthy", RESOLVED).ended(Outcome.Fail, RESOLVED.plusSeconds(9)));
    var decision = decide(fault, RESOLVED.plus(Duration.ofDays(1)));
    assertThat(reasons(decision)).containsExactly(Reason.FaultNotVerified);
    assertThat(decision.message())
        .isEqualTo(
            "Fault/lb (Major) is resolved, but not proven gone: CheckRun/lb-healthy-1 of CheckTemplate/lb-healthy failed: 5 of 5 samples; when that is mended, run it again with kubectl create, as CheckRun/lb-healthy-1.");
  }

  @Test
  void aRunOfPeopleAfterwardsCountsToo() {
    var failed = verification("lb-healthy", RESOLVED).ended(Outcome.Fail, RESOLVED.plusSeconds(9));
    var again =
        verification("lb-healthy", RESOLVED.plusSeconds(60))
            .name("again")
            .byPeople()
            .ended(Outcome.Pass, RESOLVED.plusSeconds(70));
    assertThat(decide(resolved(failed, again), RESOLVED.plusSeconds(700)).releases()).isTrue();
  }

  @Test
  void aRunThatBeganBeforeTheResolutionProvesNothingNorDoesAReport() {
    var before =
        verification("lb-healthy", RESOLVED.minusSeconds(1))
            .ended(Outcome.Pass, RESOLVED.plusSeconds(5));
    var reported =
        verification("lb-healthy", RESOLVED.plusSeconds(1))
            .reported()
            .ended(Outcome.Pass, RESOLVED.plusSeconds(5));
    assertThat(reasons(decide(resolved(before, reported), RESOLVED.plus(Duration.ofDays(1)))))
        .containsExactly(Reason.FaultVerifying);
  }

  @Test
  void whatWasClosedOnceStaysClosedForChecksThatAreAskedForLater() {
    var closed =
        new FaultFact("lb", Severity.Major, RESOLVED, Optional.of(RESOLVED), true, List.of());
    assertThat(decide(closed, RESOLVED.plus(Duration.ofHours(1))).releases()).isTrue();
    assertThat(Verification.wanted(closed, WINDOW.fact().demands().verify(), RESOLVED)).isEmpty();
  }

  @Test
  void aFaultWithoutAResolutionIsNotVerified() {
    var open = new FaultFact("lb", Severity.Major, RESOLVED, Optional.empty());
    assertThat(Verification.wanted(open, WINDOW.fact().demands().verify(), RESOLVED)).isEmpty();
    assertThat(reasons(decide(open, RESOLVED))).containsExactly(Reason.FaultOpen);
  }

  @Test
  void whatHadNoDataIsVerifiedAgainAfterAMinute() {
    var fault = resolved(verification("lb-healthy", RESOLVED).ended(Outcome.NoData, RESOLVED));
    var checks = WINDOW.fact().demands().verify();
    assertThat(Verification.againAt(fault, checks)).contains(RESOLVED.plusSeconds(60));
    assertThat(Verification.wanted(fault, checks, RESOLVED.plusSeconds(59))).isEmpty();
    assertThat(Verification.wanted(fault, checks, RESOLVED.plusSeconds(60))).hasSize(1);
  }

  private static FaultFact resolved(RunFact... runs) {
    return new FaultFact(
        "lb",
        Severity.Major,
        RESOLVED.minusSeconds(600),
        Optional.of(RESOLVED),
        false,
        List.of(runs));
  }

  private static Decision decide(FaultFact fault, Instant now) {
    return Gates.decide(now, UPDATE, List.of(WINDOW.fact()), List.of(fault));
  }
}
