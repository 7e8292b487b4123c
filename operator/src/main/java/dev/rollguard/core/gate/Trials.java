package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What is to be tried so that gates which wait for evidence can pass. */
public final class Trials {
  private Trials() {}

  /** The tests to start for a rollout, once it is on record. */
  public static List<WantedRun> wantedTests(
      Instant now, RolloutFact rollout, List<WindowFact> windows, Decision decision) {
    var nothingElseHolds =
        decision.holds().stream().map(Verdict.Hold::reason).allMatch(Trials::waitsForEvidence);
    return windows.stream()
        .map(w -> new GateInput(now, rollout, w, List.of()))
        .flatMap(in -> PreTestGate.wanted(in, nothingElseHolds).stream())
        .distinct()
        .toList();
  }

  private static boolean waitsForEvidence(Reason reason) {
    return switch (reason) {
      case PreTestPending,
          PreTestFailed,
          PreTestExpired,
          CanaryPending,
          CanaryRunning,
          CanaryNoData,
          CanaryFailed,
          AwaitingTurn ->
          true;
      case OwnPause,
          Frozen,
          OutsideWindow,
          InvalidSchedule,
          FaultOpen,
          FaultQuietPeriod,
          FaultVerifying,
          FaultNotVerified,
          ApprovalMissing,
          Rejected,
          AfterDatacenter,
          BreakGlass,
          ReleaseRefused,
          Cancelled,
          Reverted,
          InternalError,
          Released,
          Rollback,
          Unchanged,
          NotCovered,
          WindowDeleted,
          Unguarded,
          RolledBackOnFault,
          Flapping,
          NewerChange,
          Completed,
          CompletedWithoutPods,
          ProgressDeadlineExceeded,
          Uninstalled ->
          false;
    };
  }

  /** Whether nothing but the canary holds, so that it may start. */
  public static boolean onlyCanaryHolds(Decision decision) {
    return !decision.holds().isEmpty()
        && decision.rejection().isEmpty()
        && decision.lines().stream()
            .filter(l -> l.verdict() instanceof Verdict.Hold)
            .allMatch(Trials::isOfCanary);
  }

  /** Whether a window lets only so many changes be in motion at once, and was asked. */
  public static boolean needsTurn(Decision decision) {
    return decision.lines().stream().anyMatch(l -> l.gate().equals(Gates.CONCURRENCY));
  }

  /** Whether nothing but its turn, and a canary that has not failed, is missing. */
  public static boolean onlyTurnHolds(Decision decision) {
    return decision.rejection().isEmpty()
        && decision.lines().stream()
            .filter(l -> l.verdict() instanceof Verdict.Hold)
            .allMatch(l ->
                l.gate().equals(Gates.CONCURRENCY)
                    || (isOfCanary(l)
                        && ((Verdict.Hold) l.verdict()).reason() != Reason.CanaryFailed));
  }

  /** Whether a canary is wanted that has not begun. */
  public static boolean canaryIsMissing(Decision decision) {
    return decision.holds().stream().anyMatch(h -> h.reason() == Reason.CanaryPending);
  }

  /** Whether the line is the canary gate's. */
  public static boolean isOfCanary(GateLine line) {
    return line.gate().equals(Gates.CANARY);
  }

  /** Whether the canary has passed, whatever else holds. */
  public static boolean canaryPassed(Decision decision) {
    return decision.lines().stream()
        .filter(Trials::isOfCanary)
        .allMatch(l -> l.verdict() instanceof Verdict.Pass);
  }

  /** Whether something holds that no canary may run under: it too is a change. */
  public static boolean stopsCanary(Decision decision) {
    return decision.rejection().isPresent()
        || decision.holds().stream().anyMatch(h -> !waitsForEvidence(h.reason()));
  }

  /**
   * The canary that all these windows want: Existing beats Clone, the most pods, the longest soak,
   * all checks, the shortest deadline, Revert beats Hold.
   */
  public static Optional<CanaryDemand> canary(List<WindowFact> windows, int replicas) {
    return windows.stream()
        .flatMap(w -> w.demands().canary().stream())
        .reduce((a, b) -> stricter(a, b, replicas));
  }

  private static CanaryDemand stricter(CanaryDemand a, CanaryDemand b, int replicas) {
    var checks = new LinkedHashSet<>(a.checks());
    checks.addAll(b.checks());
    return new CanaryDemand(
        a.existing() || b.existing(),
        a.size().of(replicas) >= b.size().of(replicas) ? a.size() : b.size(),
        a.soak().compareTo(b.soak()) >= 0 ? a.soak() : b.soak(),
        List.copyOf(checks),
        a.deadline().compareTo(b.deadline()) <= 0 ? a.deadline() : b.deadline(),
        a.reverts() || b.reverts());
  }

  /** The checks to start for a canary that is healthy. */
  public static List<WantedRun> wantedChecks(
      Instant now, RolloutFact rollout, CanaryDemand demand, CanaryFact canary) {
    return CanaryGate.wanted(now, rollout.evidence(), demand, canary);
  }

  /** Which of its checks failed the canary for good, and how. */
  public static Optional<String> canaryFailure(
      RolloutFact rollout, CanaryDemand demand, CanaryFact canary) {
    return CanaryGate.failure(rollout.evidence(), demand, canary);
  }
}
