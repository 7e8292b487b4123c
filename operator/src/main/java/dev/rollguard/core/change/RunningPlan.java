package dev.rollguard.core.change;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do about a Deployment that nothing holds: note it, stop it, bring it back, end
 * it.
 */
final class RunningPlan {
  /**
   * The Deployment controller clears an old "deadline exceeded" with the first progress of the next
   * rollout only; and it is given as long to tell of a deadline itself.
   */
  static final Duration FIRST_PROGRESS = Duration.ofMinutes(1);

  private RunningPlan() {}

  /** A stamp tells of a rollout in mode Warn even when it was over before anybody looked. */
  private static boolean asksForARecord(Situation s) {
    var stamped = s.status().complete() && !s.requestedTime().isEmpty();
    return (s.status().inMotion() || stamped) && !s.covering().isEmpty();
  }

  static Step step(Situation s, Optional<ChangeFact> current) {
    if (s.paused()) {
      return current.map(RunningPlan::pausedByOwner).orElse(Step.Nothing.FOR_NOW);
    }
    if (current.isEmpty()) {
      return asksForARecord(s) ? new Step.TakeIn() : Step.Nothing.FOR_NOW;
    }
    var change = current.get();
    // It may have been cancelled while it was let go, before its record said so.
    var undo = undo(change);
    if (undo.isPresent()) {
      return undo.get();
    }
    if (!change.released()) {
      return noteOrStop(s, change);
    }
    if (s.status().complete()) {
      return new Step.Complete(
          change, s.status().wantsPods() ? Reason.Completed : Reason.CompletedWithoutPods);
    }
    return stop(s, change).orElseGet(() -> failOrWait(s, change));
  }

  /** Its owner paused it in the middle, and may still want it back. */
  private static Step pausedByOwner(ChangeFact change) {
    if (!change.released()) {
      return new Step.Abandon(change);
    }
    return undo(change).orElse(Step.Nothing.FOR_NOW);
  }

  private static Optional<Step> undo(ChangeFact change) {
    return change.handling().takenBack().map(asked -> new Step.Undo(change, asked));
  }

  private static Step failOrWait(Situation s, ChangeFact change) {
    var stuck = s.status().stuck();
    var believed =
        change
            .releasedTime()
            .flatMap(t -> stuck ? Optional.of(t) : s.status().deadline(t))
            .map(t -> t.plus(FIRST_PROGRESS));
    if (believed.filter(s.now()::isBefore).isPresent()) {
      return new Step.Nothing(believed);
    }
    return stuck || believed.isPresent() ? new Step.Fail(change) : Step.Nothing.FOR_NOW;
  }

  /**
   * It runs, but its Change says that it is held. Either the operator was cut off between the two
   * writes: then the gates still let it pass. Or the API server let it pass by itself, in an
   * opening that is over. Or it is the operator's own way back, which asks nobody. Or somebody
   * ended the hold while the policies were missing: then it is stopped.
   */
  private static Step noteOrStop(Situation s, ChangeFact change) {
    // An override was noted before it let it through.
    if (change.handling().breakGlass().isPresent() || change.handling().wayBack()) {
      return new Step.NoteRelease(change);
    }
    var decision = s.decide(change);
    var override = Planner.unnotedOverride(s, change, decision);
    if (override.isPresent()) {
      return override.get();
    }
    var refusal =
        decision.lines().stream()
            .filter(l -> !passedBySchedule(s, change, l))
            .map(GateLine::verdict)
            .filter(Verdict.Hold.class::isInstance)
            .map(Verdict.Hold.class::cast)
            .findFirst()
            .or(() -> decision.rejection().map(Verdict.Reject::asHold));
    return refusal.isEmpty() || s.status().complete()
        ? new Step.NoteRelease(change)
        : new Step.Pause(change, refusal.get());
  }

  /** A window that was open when it was asked for says nothing against it by closing. */
  private static boolean passedBySchedule(Situation s, ChangeFact change, GateLine line) {
    return line.verdict() instanceof Verdict.Hold hold
        && (hold.reason() == Reason.OutsideWindow || hold.reason() == Reason.Frozen)
        && s.gating().stream()
            .filter(w -> w.name().equals(line.window()))
            .anyMatch(w -> Moments.parse(change.requestedTime()).filter(w::letPass).isPresent());
  }

  /**
   * A fault that is open stops what is in motion, but for the way back; a schedule that closes does
   * not.
   */
  private static Optional<Step> stop(Situation s, ChangeFact change) {
    if (change.handling().wayBack()) {
      return Optional.empty();
    }
    return s.gating().stream()
        .filter(w -> w.onFault() != OnFault.Continue)
        .filter(w -> openFault(s, change, w).isPresent())
        .max(Comparator.comparing(WindowFact::onFault))
        .map(w -> {
          var because = openFault(s, change, w).orElseThrow();
          return w.onFault() == OnFault.Rollback
              ? new Step.RollBack(change, because)
              : new Step.Pause(change, because);
        });
  }

  private static Optional<Verdict.Hold> openFault(
      Situation s, ChangeFact change, WindowFact window) {
    return Gates.decide(s.now(), s.rollout(change), List.of(window), stopping(s, change))
        .holds()
        .stream()
        .filter(h -> h.reason() == Reason.FaultOpen)
        .findFirst();
  }

  /** What an override let through in spite of a fault is not stopped by that fault later. */
  private static List<FaultFact> stopping(Situation s, ChangeFact change) {
    return change.handling().breakGlass().isEmpty()
        ? s.faults()
        : s.faults().stream()
            .filter(f -> change.releasedTime().filter(f.since()::isAfter).isPresent())
            .toList();
  }
}
