package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.observe.Workload;

/** Carries out the steps of a canary. What begins one was just read from the API server. */
final class CanarySteps {
  private final Steps.Parts parts;
  private final Notes notes;

  CanarySteps(Steps.Parts parts, Notes notes) {
    this.parts = parts;
    this.notes = notes;
  }

  Steps.Result act(Workload workload, Situation situation, Step.OfCanary step) {
    if (!parts.leading().getAsBoolean()) {
      return Steps.DONE;
    }
    var canaries = parts.canaries();
    return switch (step) {
      case Step.BeginCanary begin -> then(workload, () -> canaries.begin(workload, begin));
      case Step.MakeClone make -> makeClone(workload, situation, make);
      case Step.NoteHealth note -> then(workload, () -> canaries.noteHealth(workload, note));
      case Step.CheckCanary check -> then(workload, () -> canaries.check(workload, check));
      case Step.StopCanary stop -> then(workload, () -> canaries.stop(workload, stop.change()));
      case Step.FailCanary failed -> failCanary(workload, failed);
      case Step.Revert revert -> revert(workload, revert.change());
    };
  }

  /** Does what a canary needs next, and looks again. */
  private static Steps.Result then(Workload workload, Runnable work) {
    work.run();
    return new Steps.Result.Again(workload);
  }

  /** The clone's events bring the next look; until then this one stays held. */
  private Steps.Result makeClone(Workload workload, Situation fresh, Step.MakeClone make) {
    var refused = parts.canaries().makeClone(workload, make);
    return refused.isPresent()
        ? failCanary(workload, new Step.FailCanary(make.change(), refused.get()))
        : notes.keepHeld(workload, fresh, new Step.KeepHeld(make.change(), make.decision()));
  }

  private Steps.Result failCanary(Workload workload, Step.FailCanary failed) {
    parts.canaries().fail(workload, failed);
    parts.story().canaryFailed(About.of(workload, failed.change()), failed.message());
    return new Steps.Result.Again(workload);
  }

  /** Puts the running template back: then nothing is asked for any more. */
  private Steps.Result revert(Workload workload, ChangeFact change) {
    var stable = parts.intake().stableBut(workload, workload.getSpec().getTemplateHash());
    if (stable.isEmpty()) {
      return Steps.DONE;
    }
    var reverted = parts.holds().revert(workload, stable.get().template(), false);
    if (reverted.isEmpty()) {
      return parts.stale(workload);
    }
    var cause = change.canary().flatMap(CanaryFact::end).map(RunFact.End::message).orElse("");
    var message = Story.reverted(stable.get(), cause);
    parts.records().finish(workload, change, ChangeState.Cancelled, Reason.CanaryFailed, message);
    parts.story().reverted(About.of(workload, change), message);
    return new Steps.Result.Again(reverted.get());
  }
}
