package dev.rollguard.core.change;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.BreakGlassGate;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Observed situation in, plan out. */
public final class Planner {
  private static final int MAX_WHY_BYTES = 512;

  private Planner() {}

  public static Plan plan(Situation s) {
    var current =
        s.active().stream()
            .filter(c -> matches(c, s))
            .max(Comparator.comparing(ChangeFact::requestedTime));
    var superseded = s.active().stream().filter(c -> !Optional.of(c).equals(current)).toList();
    return new Plan(
        superseded,
        CanaryPlan.isStray(s, current),
        s.held() ? held(s, current) : RunningPlan.step(s, current));
  }

  /**
   * A held request is the same one only if template and stamp are: A, then B, then A are three. One
   * that waits and moves to another datacenter is asked for there anew: other windows, other people
   * and other changes decide.
   */
  static boolean matches(ChangeFact change, Situation s) {
    return change.templateHash().equals(s.templateHash()) && (!s.held() || sameRequest(change, s));
  }

  private static boolean sameRequest(ChangeFact change, Situation s) {
    return !change.moved()
        && (s.requestedTime().isEmpty() || change.requestedTime().equals(s.requestedTime()));
  }

  private static Step held(Situation s, Optional<ChangeFact> current) {
    if (s.gating().isEmpty()) {
      return current.flatMap(c -> takenBack(c, s.decide(c))).orElseGet(() -> ungated(s, current));
    }
    if (current.isEmpty()) {
      return new Step.TakeIn();
    }
    var change = current.get();
    var decision = s.decide(change);
    var taken = takenBack(change, decision).or(() -> revertedBefore(s, change));
    if (taken.isPresent()) {
      return taken.get();
    }
    if (change.handling().breakGlass().isPresent() && !passesByOverride(decision)) {
      return new Step.DropOverride(change);
    }
    if (decision.releases()) {
      return release(s, change, decision);
    }
    // Somebody may have resumed it while the policies were missing.
    if (!s.paused() && decision.firstHold().isPresent()) {
      return new Step.Pause(change, decision.firstHold().get());
    }
    if (leavesTurn(s, change, decision)) {
      return new Step.LeaveTurn(change);
    }
    return CanaryPlan.step(s, change, decision)
        .orElseGet(() -> new Step.KeepHeld(change, decision));
  }

  private static boolean passesByOverride(Decision decision) {
    return decision.releases() && decision.releaseReason() == Reason.BreakGlass;
  }

  /** A canary that runs is in motion: it is stopped first. */
  private static boolean leavesTurn(Situation s, ChangeFact change, Decision decision) {
    return change.handling().turnTime().isPresent()
        && change.canary().filter(CanaryFact::runs).isEmpty()
        && s.canaries().cloned().isEmpty()
        && !s.onlyTurnHolds(change, decision);
  }

  /** Whoever may, takes a change back; whoever may approve it, rejects it. */
  private static Optional<Step> takenBack(ChangeFact change, Decision decision) {
    return endedBy(change, decision)
        .map(end -> new Step.Cancel(change, end.reason(), end.message()));
  }

  /**
   * Its owner paused it in the middle and resumed it: that somebody wants it reverted still counts.
   */
  private static Optional<Step> revertedBefore(Situation s, ChangeFact change) {
    return s.active().stream()
        .filter(c -> c.released() && c.templateHash().equals(change.templateHash()))
        .flatMap(c -> c.handling().revert().stream())
        .findFirst()
        .map(asked -> new Step.Cancel(change, Reason.Reverted, sentence("Reverted", asked)));
  }

  /**
   * Why people ended a change that is held; empty when nobody did. A rollout that somebody wants
   * reverted and that a fault has stopped meanwhile must not go on first.
   */
  public static Optional<Verdict.Reject> endedBy(ChangeFact change, Decision decision) {
    return change
        .handling()
        .cancel()
        .map(asked -> new Verdict.Reject(Reason.Cancelled, sentence("Cancelled", asked)))
        .or(() ->
            change
                .handling()
                .revert()
                .map(asked -> new Verdict.Reject(Reason.Reverted, sentence("Reverted", asked))))
        .or(() -> decision.rejection().filter(r -> r.reason() == Reason.Rejected));
  }

  /** What somebody did and why, as a sentence. */
  public static String sentence(String done, Handling.Intervention asked) {
    var by = asked.by().isEmpty() ? "unknown" : asked.by();
    var why = Texts.withoutFullStop(Texts.line(asked.reason(), MAX_WHY_BYTES).strip());
    return why.isEmpty()
        ? "%s by %s.".formatted(done, by)
        : "%s by %s: %s.".formatted(done, by, why);
  }

  /** Before a release its turn is noted, or the override that it needs. */
  private static Step release(Situation s, ChangeFact change, Decision decision) {
    if (Trials.needsTurn(decision) && change.handling().turnTime().isEmpty()) {
      return new Step.TakeTurn(change, decision);
    }
    return unnotedOverride(s, change, decision)
        .orElseGet(() -> new Step.Release(Optional.of(change), decision));
  }

  /** What an override lets through is in its list first, also what came in without being held. */
  static Optional<Step> unnotedOverride(Situation s, ChangeFact change, Decision decision) {
    return passesByOverride(decision)
        ? BreakGlassGate.override(s.now(), s.rollout(change))
            .filter(o -> !Optional.of(o.name()).equals(change.handling().breakGlass()))
            .map(o -> new Step.NoteOverride(change, decision, o))
        : Optional.empty();
  }

  /**
   * No window gates a held Deployment. Either one did and was deleted: then its deletion policy
   * counts. Or it holds for others in the datacenter only: then this one goes free, recorded first
   * when a window in mode Warn wants that. When nothing holds in the datacenter any more and no
   * record tells, it stays paused: never a surprise rollout.
   */
  private static Step ungated(Situation s, Optional<ChangeFact> current) {
    var known = current.or(() -> s.active().stream().findFirst());
    var keep =
        known.isEmpty()
            ? !s.holdsInDatacenter()
            : windowDeleted(s, known.get()) && known.get().keepHeld();
    if (s.ownPause() || keep) {
      return new Step.HandOver(current);
    }
    if (current.isEmpty() && !s.covering().isEmpty()) {
      return new Step.TakeIn();
    }
    return new Step.Release(current, new Decision(List.of()));
  }

  /** A record that was cut off before it could name its windows was held by one that is gone. */
  private static boolean windowDeleted(Situation s, ChangeFact change) {
    return change.windows().isEmpty()
        ? !s.holdsInDatacenter()
        : !s.windowsOfDatacenter().containsAll(change.windows());
  }
}
