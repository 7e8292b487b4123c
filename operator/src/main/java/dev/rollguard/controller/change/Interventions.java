package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Planner;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.observe.Workload;
import java.util.Optional;

/** Carries out what people decide about a change: take it back, revert it, let it through. */
final class Interventions {
  private final Steps.Parts parts;

  Interventions(Steps.Parts parts) {
    this.parts = parts;
  }

  /**
   * The template that runs is put back, so that GitOps tools show honestly that the cluster is not
   * what Git says. A first rollout has none: its Deployment is left paused.
   */
  Steps.Result cancel(Workload workload, Situation situation, Step.Cancel cancel) {
    var revisions = parts.intake().revisions(workload);
    var other = revisions.beside(situation.templateHash());
    var freed =
        other.isPresent()
            ? putBack(workload, situation, revisions, other.get())
            : parts.holds().handOver(workload);
    if (freed.isEmpty()) {
      return parts.stale(workload);
    }
    var message =
        other
            .map(r ->
                "%s The template of revision %d, which runs, was put back."
                    .formatted(cancel.message(), r.number()))
            .orElseGet(() ->
                "%s It was its first rollout, so Deployment/%s was left paused."
                    .formatted(cancel.message(), workload.getMetadata().getName()));
    parts
        .records()
        .finish(workload, cancel.change(), ChangeState.Cancelled, cancel.reason(), message);
    parts.story().takenBack(workload, cancel.reason(), message);
    return new Steps.Result.Again(freed.get());
  }

  /** Where some pods are new already, the way back is a rollout, which goes on record as ours. */
  private Optional<Workload> putBack(
      Workload workload, Situation situation, Revisions revisions, Revisions.Revision running) {
    if (situation.ownPause()) {
      return parts.holds().revert(workload, running.template(), true);
    }
    return revisions.hasPodsOf(situation.templateHash())
        ? parts.holds().rollBackHeld(workload, running.template(), Steps.seconds(situation.now()))
        : parts.holds().revert(workload, running.template(), false);
  }

  /** Back to the newest revision that ran healthy. */
  Steps.Result undo(Workload workload, Situation situation, Step.Undo undo) {
    var healthy = parts.intake().lastHealthyBut(workload, situation.templateHash());
    if (healthy.isEmpty()) {
      parts.records().forgetRevert(workload, undo.change());
      parts.story().nothingToRevertTo(workload);
      return new Steps.Result.Again(workload);
    }
    var now = Steps.seconds(parts.clock().instant());
    var undone = parts.holds().rollBack(workload, healthy.get().template(), now);
    if (undone.isEmpty()) {
      return parts.stale(workload);
    }
    var message =
        "%s Rolled back to revision %d, which ran healthy."
            .formatted(Planner.sentence("Reverted", undo.asked()), healthy.get().number());
    parts.records().finish(workload, undo.change(), ChangeState.Failed, Reason.Reverted, message);
    parts.story().undone(workload, message);
    return new Steps.Result.Again(undone.get());
  }

  /** What passes under an override is in its list before it passes. */
  Steps.Result noteOverride(Workload workload, ChangeFact fact, String breakGlass) {
    var change = parts.records().find(workload, fact);
    if (change.isEmpty()) {
      return Steps.DONE;
    }
    var key = "%s Change/%s: ".formatted(workload.path(), fact.name());
    var spec = change.get().getSpec();
    var what =
        spec.getDiff().isEmpty() ? String.valueOf(spec.getType()) : spec.getDiff().getFirst();
    var line =
        "%s, asked for by %s, let through at %s."
            .formatted(what, spec.getRequestedBy(), Steps.seconds(parts.clock().instant()));
    if (parts.breakGlasses().passes(breakGlass, key, line)) {
      parts.records().override(workload, fact, breakGlass);
    }
    return new Steps.Result.Again(workload);
  }
}
