package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.observe.Workload;
import java.util.Optional;

/** Carries out the steps that only put on record how a Deployment was found. */
final class Notes {
  private final ChangeRecords records;
  private final Story story;

  Notes(ChangeRecords records, Story story) {
    this.records = records;
    this.story = story;
  }

  Steps.Result keepHeld(Workload workload, Situation situation, Step.KeepHeld keep) {
    var news = records.held(workload, keep.change(), keep.decision(), situation.covering());
    story.held(About.of(workload, keep.change()), keep.decision(), news);
    return new Steps.Result.Done(keep.decision().retryAt());
  }

  Steps.Result released(Workload workload, Situation situation, ChangeFact change) {
    var warnsOnly = situation.gating().isEmpty() && !situation.covering().isEmpty();
    var wouldBe =
        warnsOnly
            ? Optional.of(
                Gates.decide(
                    situation.now(),
                    situation.rollout(change),
                    situation.covering(),
                    situation.faults()))
            : Optional.<Decision>empty();
    var reason = reasonOf(change);
    var decision = wouldBe.or(() -> overridden(situation, change));
    records.released(workload, change, reason, decision, situation.covering());
    story.heldNoMore(About.of(workload, change), reason);
    return new Steps.Result.Again(workload);
  }

  /** Who let it through, as long as that can be told. */
  private static Optional<Decision> overridden(Situation situation, ChangeFact change) {
    return Optional.of(change)
        .filter(c -> c.handling().breakGlass().isPresent())
        .map(situation::decide)
        .filter(d -> d.releases() && d.releaseReason() == Reason.BreakGlass);
  }

  private static Reason reasonOf(ChangeFact change) {
    if (change.handling().breakGlass().isPresent()) {
      return Reason.BreakGlass;
    }
    return change.handling().wayBack() ? Reason.Rollback : Reason.Released;
  }

  Steps.Result abandon(Workload workload, ChangeFact change) {
    records.finish(
        workload,
        change,
        ChangeState.Cancelled,
        Reason.WindowDeleted,
        "The hold was ended from outside; the Deployment is still paused.");
    story.heldNoMore(About.of(workload, change), Reason.WindowDeleted);
    return Steps.DONE;
  }

  Steps.Result complete(Workload workload, Step.Complete complete) {
    var change = complete.change();
    records.finish(workload, change, ChangeState.Completed, complete.reason());
    story.heldNoMore(About.of(workload, change), Reason.Released);
    story.completed(About.of(workload, change), complete.reason());
    return Steps.DONE;
  }

  Steps.Result fail(Workload workload, ChangeFact change) {
    records.finish(workload, change, ChangeState.Failed, Reason.ProgressDeadlineExceeded);
    story.failed(About.of(workload, change));
    return Steps.DONE;
  }
}
