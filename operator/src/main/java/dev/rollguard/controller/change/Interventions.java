package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Planner;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Verdict;
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
        .finish(workload, cancel.change(), stateOf(cancel.reason()), cancel.reason(), message);
    parts
        .story()
        .takenBack(
            About.of(workload, cancel.change()),
            new Verdict.Reject(cancel.reason(), cancel.message()),
            message);
    return new Steps.Result.Again(freed.get());
  }

  /** Where some pods are new already, the way back is a rollout, which goes on record as ours. */
  private Optional<Workload> putBack(
      Workload workload, Situation situation, Revisions revisions, Revisions.Revision running) {
    if (situation.ownPause()) {
      return parts.holds().revert(workload, running.template(), true);
    }
    return revisions.hasPodsOf(situation.templateHash())
        ? parts.holds().rollBackHeld(workload, running.template(), Moments.seconds(situation.now()))
        : parts.holds().revert(workload, running.template(), false);
  }

  /**
   * Puts on record what was done already, when the operator was cut off before it could. Answers
   * whether anybody had taken the change back.
   */
  boolean endAfterwards(Workload workload, Situation situation, ChangeFact change) {
    var ended = takenBack(situation, change);
    ended.ifPresent(end -> {
      parts.records().finish(workload, change, stateOf(end.reason()), end.reason(), end.message());
      if (change.released()) {
        parts.story().undone(About.of(workload, change), end.message());
      } else {
        parts.story().takenBack(About.of(workload, change), end, end.message());
      }
    });
    return ended.isPresent();
  }

  private static Optional<Verdict.Reject> takenBack(Situation situation, ChangeFact change) {
    return change.released()
        ? change
            .handling()
            .takenBack()
            .map(r -> new Verdict.Reject(Reason.Reverted, Planner.sentence("Reverted", r)))
        : Planner.endedBy(change, situation.decide(change));
  }

  /** What was reverted had begun; what was cancelled or rejected had not. */
  private static ChangeState stateOf(Reason reason) {
    return reason == Reason.Reverted ? ChangeState.Failed : ChangeState.Cancelled;
  }

  /** Back to the newest revision that ran healthy. */
  Steps.Result undo(Workload workload, Situation situation, Step.Undo undo) {
    var healthy = parts.intake().lastHealthyBut(workload, situation.templateHash());
    if (healthy.isEmpty()) {
      parts.records().forgetRevert(workload, undo.change());
      parts.story().nothingToRevertTo(About.of(workload, undo.change()));
      return new Steps.Result.Again(workload);
    }
    var now = Moments.seconds(parts.clock().instant());
    var undone = parts.holds().rollBack(workload, healthy.get().template(), now);
    if (undone.isEmpty()) {
      return parts.stale(workload);
    }
    var message =
        "%s Rolled back to revision %d, which ran healthy.%s"
            .formatted(
                Planner.sentence("Reverted", undo.asked()),
                healthy.get().number(),
                situation.paused() ? " It stays paused by its owner." : "");
    parts.records().finish(workload, undo.change(), ChangeState.Failed, Reason.Reverted, message);
    parts.story().undone(About.of(workload, undo.change()), message);
    return new Steps.Result.Again(undone.get());
  }

  /** What passes under an override is in its list before it passes. */
  Steps.Result noteOverride(Workload workload, Step.NoteOverride note) {
    var fact = note.change();
    var breakGlass = note.override().name();
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
            .formatted(what, spec.getRequestedBy(), Moments.seconds(parts.clock().instant()));
    if (parts.breakGlasses().passes(breakGlass, key, line)) {
      parts.records().override(workload, fact, breakGlass);
      parts
          .story()
          .overridden(About.of(workload, fact), note.override(), note.decision().releaseMessage());
    }
    return new Steps.Result.Again(workload);
  }

  /** The override that was noted ended before it let anything through. */
  Steps.Result dropOverride(Workload workload, ChangeFact change) {
    parts.records().override(workload, change, null);
    return new Steps.Result.Again(workload);
  }
}
