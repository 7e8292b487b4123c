package dev.rollguard.core.change;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Observed situation in, plan out. */
public final class Planner {
  private Planner() {}

  public static Plan plan(Situation s) {
    var current = s.active().stream().filter(c -> matches(c, s)).findFirst();
    var superseded = s.active().stream().filter(c -> !Optional.of(c).equals(current)).toList();
    return new Plan(superseded, s.held() ? held(s, current) : free(s, current));
  }

  /** A held request is the same one only if template and stamp are: A, then B, then A are three. */
  private static boolean matches(ChangeFact change, Situation s) {
    return change.templateHash().equals(s.templateHash())
        && (!s.held()
            || s.requestedTime().isEmpty()
            || change.requestedTime().equals(s.requestedTime()));
  }

  private static Step held(Situation s, Optional<ChangeFact> current) {
    if (s.covering().isEmpty()) {
      return uncovered(s, current);
    }
    if (current.isEmpty()) {
      return new Step.TakeIn();
    }
    var change = current.get();
    var decision = Gates.decide(s.now(), s.rollout(change.type()), s.gating(), s.faults());
    return decision.releases()
        ? new Step.Release(current, decision)
        : new Step.KeepHeld(change, decision);
  }

  /**
   * No window covers a held Deployment. Either one did and was deleted: then its deletion policy
   * counts. Or it holds for others in the datacenter only: then this one goes free. When nothing
   * holds in the datacenter any more and no record tells, it stays paused: never a surprise
   * rollout.
   */
  private static Step uncovered(Situation s, Optional<ChangeFact> current) {
    var decision = Gates.decide(s.now(), s.rollout(ChangeType.Update), List.of(), s.faults());
    if (s.ownPause()) {
      return new Step.HandOver(current);
    }
    var known = current.or(() -> s.active().stream().findFirst());
    if (known.isEmpty()) {
      return s.holdsInDatacenter()
          ? new Step.Release(current, decision)
          : new Step.HandOver(current);
    }
    return windowsDeleted(s, known.get()) && known.get().keepHeld()
        ? new Step.HandOver(current)
        : new Step.Release(current, decision);
  }

  /** A record that was cut off before it could name its windows was held by one that is gone. */
  private static boolean windowsDeleted(Situation s, ChangeFact change) {
    return change.windows().isEmpty()
        ? !s.holdsInDatacenter()
        : change.windows().stream().noneMatch(s.windowsOfDatacenter()::contains);
  }

  private static Step free(Situation s, Optional<ChangeFact> current) {
    if (s.paused()) {
      return current
          .filter(c -> !c.released())
          .<Step>map(Step.Abandon::new)
          .orElse(new Step.Nothing());
    }
    if (current.isEmpty()) {
      return s.status().inMotion() && !s.covering().isEmpty()
          ? new Step.TakeIn()
          : new Step.Nothing();
    }
    var change = current.get();
    if (!change.released()) {
      return new Step.NoteRelease(change);
    }
    if (s.status().complete()) {
      return new Step.Complete(change);
    }
    return stop(s, change)
        .orElseGet(() -> s.status().stuck() ? new Step.Fail(change) : new Step.Nothing());
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
    return Gates.decide(s.now(), s.rollout(change.type()), List.of(window), s.faults())
        .holds()
        .stream()
        .filter(h -> h.reason() == Reason.FaultOpen)
        .findFirst();
  }
}
