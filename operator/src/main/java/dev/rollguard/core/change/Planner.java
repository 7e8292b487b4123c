package dev.rollguard.core.change;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.BreakGlassGate;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Observed situation in, plan out. */
public final class Planner {
  /**
   * The Deployment controller clears an old "deadline exceeded" with the first progress of the next
   * rollout only.
   */
  static final Duration FIRST_PROGRESS = Duration.ofMinutes(1);

  private static final int MAX_WHY_BYTES = 512;

  private Planner() {}

  public static Plan plan(Situation s) {
    var current =
        s.active().stream()
            .filter(c -> matches(c, s))
            .max(Comparator.comparing(ChangeFact::requestedTime));
    var superseded = s.active().stream().filter(c -> !Optional.of(c).equals(current)).toList();
    return new Plan(
        superseded, CanaryPlan.isStray(s, current), s.held() ? held(s, current) : free(s, current));
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
  private static Optional<Step> unnotedOverride(Situation s, ChangeFact change, Decision decision) {
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

  /** A stamp tells of a rollout in mode Warn even when it was over before anybody looked. */
  private static boolean asksForARecord(Situation s) {
    var stamped = s.status().complete() && !s.requestedTime().isEmpty();
    return (s.status().inMotion() || stamped) && !s.covering().isEmpty();
  }

  private static Step free(Situation s, Optional<ChangeFact> current) {
    if (s.paused()) {
      return current.map(c -> pausedByOwner(c)).orElse(Step.Nothing.FOR_NOW);
    }
    if (current.isEmpty()) {
      return asksForARecord(s) ? new Step.TakeIn() : Step.Nothing.FOR_NOW;
    }
    var change = current.get();
    // It may have been cancelled while it was let go, before its record said so.
    var undo = change.handling().takenBack().map(asked -> new Step.Undo(change, asked));
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
    return change.handling().wayBack()
        ? failOrWait(s, change)
        : stop(s, change).orElseGet(() -> failOrWait(s, change));
  }

  /** Its owner paused it in the middle, and may still want it back. */
  private static Step pausedByOwner(ChangeFact change) {
    if (!change.released()) {
      return new Step.Abandon(change);
    }
    return change
        .handling()
        .takenBack()
        .<Step>map(asked -> new Step.Undo(change, asked))
        .orElse(Step.Nothing.FOR_NOW);
  }

  private static Step failOrWait(Situation s, ChangeFact change) {
    if (!s.status().stuck()) {
      return Step.Nothing.FOR_NOW;
    }
    var believed = change.releasedTime().map(t -> t.plus(FIRST_PROGRESS)).filter(s.now()::isBefore);
    return believed.isPresent() ? new Step.Nothing(believed) : new Step.Fail(change);
  }

  /**
   * It runs, but its Change says that it is held. Either the operator was cut off between the two
   * writes: then the gates still let it pass. Or the API server let it pass by itself, in an
   * opening that is over. Or it is the operator's own way back, which asks nobody. Or somebody
   * ended the hold while the policies were missing: then it is stopped.
   */
  private static Step noteOrStop(Situation s, ChangeFact change) {
    if (change.handling().breakGlass().isPresent()) {
      return new Step.NoteRelease(change); // noted before it was let through
    }
    if (change.handling().wayBack()) {
      return new Step.NoteRelease(change);
    }
    var decision = s.decide(change);
    var override = unnotedOverride(s, change, decision);
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

  /** A fault that is open stops what is in motion; a schedule that closes does not. */
  private static Optional<Step> stop(Situation s, ChangeFact change) {
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
