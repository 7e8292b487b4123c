package dev.rollguard.controller.change;

import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.observe.Workload;

/** Stops rollouts that run: they meet a fault, or nobody let them start. */
final class Stops {
  private final Steps.Parts parts;
  private final Unrecorded unrecorded;

  Stops(Steps.Parts parts, Unrecorded unrecorded) {
    this.parts = parts;
    this.unrecorded = unrecorded;
  }

  Steps.Result pauseUnguarded(Workload workload) {
    var started = parts.intake().startOf(workload).orElseGet(parts.clock()::instant);
    var paused = parts.holds().pauseUnguarded(workload, started.toString());
    if (paused.isEmpty()) {
      return parts.stale(workload);
    }
    parts.story().unguarded(About.of(workload));
    return new Steps.Result.Again(paused.get());
  }

  Steps.Result pause(
      Workload workload, Situation situation, ChangeFact change, Verdict.Hold because) {
    var requestedBy =
        parts
            .records()
            .find(workload, change)
            .map(c -> c.getSpec().getRequestedBy())
            .orElse(Holds.UNKNOWN_REQUESTER);
    var paused = parts.holds().pause(workload, requestedBy, change.requestedTime());
    if (paused.isEmpty()) {
      return parts.stale(workload);
    }
    return unrecorded.later(workload, () -> notePause(workload, situation, change, because));
  }

  private void notePause(
      Workload workload, Situation situation, ChangeFact change, Verdict.Hold because) {
    var decision = situation.decide(change);
    parts.records().held(workload, change, decision, situation.covering());
    if (change.released()) {
      parts.story().pausedByFault(About.of(workload, change), decision, because);
    } else {
      parts.story().unguarded(About.of(workload, change));
    }
  }

  Steps.Result rollBack(Workload workload, Situation situation, Step.RollBack back) {
    var healthy = parts.intake().lastHealthyBut(workload, situation.templateHash());
    if (healthy.isEmpty()) {
      return pause(workload, situation, back.change(), back.because());
    }
    var now = Moments.seconds(parts.clock().instant());
    var rolledBack = parts.holds().rollBack(workload, healthy.get().template(), now);
    if (rolledBack.isEmpty()) {
      return parts.stale(workload);
    }
    parts.story().rolledBack(About.of(workload, back.change()), healthy.get(), back.because());
    return new Steps.Result.Again(rolledBack.get());
  }
}
