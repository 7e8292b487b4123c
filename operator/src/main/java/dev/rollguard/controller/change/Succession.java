package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.observe.Workload;

/** Ends the Changes that a newer request of the same Deployment replaced. */
final class Succession {
  private final Steps.Parts parts;
  private final Interventions interventions;

  Succession(Steps.Parts parts, Interventions interventions) {
    this.parts = parts;
    this.interventions = interventions;
  }

  void end(Workload workload, Situation situation, Plan plan, ChangeFact old) {
    var records = parts.records();
    if ((!situation.held() || old.released())
        && interventions.endAfterwards(workload, situation, old)) {
      return;
    }
    if (!situation.held() && workload.getRequestedBy().equals(parts.operatorUser())) {
      records.finish(workload, old, ChangeState.Failed, Reason.RolledBackOnFault);
    } else if (!situation.held() && old.canary().filter(c -> !c.runs()).isPresent()) {
      records.finish(workload, old, ChangeState.Cancelled, Reason.CanaryFailed);
    } else if (plan.step() instanceof Step.Release release && release.change().isEmpty()) {
      records.finish(workload, old, ChangeState.Cancelled, Reason.Unchanged);
    } else {
      records.finish(workload, old, ChangeState.Superseded, Reason.NewerChange);
      parts.story().superseded(About.of(workload, old));
    }
  }
}
