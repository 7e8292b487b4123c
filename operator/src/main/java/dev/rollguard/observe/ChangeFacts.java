package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.CanaryStatus;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.RunFact;
import java.util.List;
import java.util.Optional;

/** Turns Changes into the core's facts. */
final class ChangeFacts {
  private ChangeFacts() {}

  /**
   * The Change as the planner sees it.
   *
   * @param datacenter where its Deployment is now
   */
  static ChangeFact of(Change change, String datacenter, List<ApprovalFact> approvals, Runs runs) {
    var spec = change.getSpec();
    return new ChangeFact(
        change.getMetadata().getName(),
        spec.getTemplateHash(),
        spec.getRequestedTime(),
        spec.getType() == null ? ChangeType.Update : ChangeType.valueOf(spec.getType().name()),
        Observer.state(change) == ChangeState.Released,
        Moments.parse(change.getStatus().getReleasedTime()),
        change.getStatus().getWindows(),
        Optional.ofNullable(change.getStatus().getDeletionPolicy()).orElse(Defaults.DELETION_POLICY)
            == Defaults.DELETION_POLICY,
        Optional.ofNullable(change.getStatus().getCanary()).flatMap(ChangeFacts::canary),
        runs.ofChange(change.getMetadata().getNamespace(), change.getMetadata().getName()),
        Handlings.of(change, approvals),
        !spec.getDatacenter().equals(datacenter));
  }

  private static Optional<CanaryFact> canary(CanaryStatus status) {
    return Moments.parse(status.getStartTime())
        .map(start ->
            new CanaryFact(
                start,
                Moments.parse(status.getHealthyTime()),
                Optional.ofNullable(status.getVerdict())
                    .map(verdict ->
                        new RunFact.End(
                            Outcome.valueOf(verdict.name()),
                            String.valueOf(status.getMessage()),
                            Moments.parse(status.getEndTime()).orElse(start)))));
  }
}
