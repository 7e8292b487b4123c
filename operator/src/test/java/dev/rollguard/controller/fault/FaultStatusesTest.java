package dev.rollguard.controller.fault;

import static dev.rollguard.core.gate.Tried.verification;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.FaultStatus;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.record.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultStatusesTest {
  private static final Instant RESOLVED = Instant.parse("2026-05-21T09:00:00Z");
  private static final WindowFact PLAIN = window("a").quiet(Duration.ofMinutes(10)).fact();
  private static final WindowFact VERIFIES =
      window("b").quiet(Duration.ofMinutes(5)).verify("lb-healthy").fact();

  @Test
  void withoutAResolutionItIsOpen() {
    var fault = new FaultFact("lb", Severity.Major, RESOLVED, Optional.empty());
    var status = status(new Resolution(fault, List.of(PLAIN)), RESOLVED);
    assertThat(open(status)).isEqualTo("True Unresolved");
    assertThat(status.getQuietUntil()).isNull();
  }

  @Test
  void theLongestQuietPeriodCounts() {
    var passed = verification("lb-healthy", RESOLVED).ended(Outcome.Pass, RESOLVED.plusSeconds(60));
    var resolution = resolved(List.of(PLAIN, VERIFIES), passed);
    assertThat(resolution.quietUntil()).contains(RESOLVED.plusSeconds(600));
    assertThat(open(status(resolution, RESOLVED.plusSeconds(599)))).isEqualTo("True QuietPeriod");
    assertThat(open(status(resolution, RESOLVED.plusSeconds(600)))).isEqualTo("False Resolved");
  }

  @Test
  void whileOneWindowWantsItVerifiedItIsOpen() {
    var resolution = resolved(List.of(PLAIN, VERIFIES));
    var status = status(resolution, RESOLVED.plus(Duration.ofDays(1)));
    assertThat(open(status)).isEqualTo("True Verifying");
    assertThat(status.getSummary())
        .isEqualTo(
            "Still open: Fault/lb (Major) is resolved; CheckTemplate/lb-healthy must prove it.");
    assertThat(resolution.wanted(RESOLVED)).hasSize(1);
  }

  @Test
  void aFailedCheckIsTold() {
    var failed = verification("lb-healthy", RESOLVED).ended(Outcome.Fail, RESOLVED.plusSeconds(5));
    var status = status(resolved(List.of(VERIFIES), failed), RESOLVED.plus(Duration.ofDays(1)));
    assertThat(open(status)).isEqualTo("True NotVerified");
    assertThat(status.getSummary()).contains("CheckRun/lb-healthy-1").contains("5 of 5 samples");
  }

  @Test
  void itIsLookedAtAgainWhenTimeAloneMayChangeIt() {
    var nothing = verification("lb-healthy", RESOLVED).ended(Outcome.NoData, RESOLVED);
    assertThat(resolved(List.of(VERIFIES), nothing).lookAgainAt(RESOLVED))
        .contains(RESOLVED.plusSeconds(60));
    assertThat(resolved(List.of(PLAIN)).lookAgainAt(RESOLVED)).contains(RESOLVED.plusSeconds(600));
    assertThat(resolved(List.of(PLAIN)).lookAgainAt(RESOLVED.plusSeconds(600))).isEmpty();
  }

  private static Resolution resolved(List<WindowFact> windows, RunFact... runs) {
    var fault =
        new FaultFact(
            "lb",
            Severity.Major,
            RESOLVED.minusSeconds(600),
            Optional.of(RESOLVED),
            false,
            List.of(runs));
    return new Resolution(fault, windows);
  }

  private static FaultStatus status(Resolution resolution, Instant now) {
    var view =
        new FaultStatuses.View(
            resolution, "alice", Optional.of("bob"), ZoneOffset.UTC, 0, List.of(), now);
    return FaultStatuses.of(view, List.of(), 1);
  }

  private static String open(FaultStatus status) {
    return Conditions.find(status.getConditions(), ConditionTypes.OPEN)
        .map(c -> c.getStatus() + " " + c.getReason())
        .orElse("");
  }
}
