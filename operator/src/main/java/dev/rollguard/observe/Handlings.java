package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeSpec;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.change.Handling;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How people handle a Change, from what stands on it. */
public final class Handlings {
  private Handlings() {}

  static Handling of(Change change, List<ApprovalFact> approvals) {
    var annotations = Optional.ofNullable(change.getMetadata().getAnnotations()).orElse(Map.of());
    var status = change.getStatus();
    return new Handling(
        requesters(change.getSpec()),
        risk(change),
        approvals,
        Moments.parse(status.getTurnTime()),
        Moments.parse(status.getRefusedTime()),
        Optional.ofNullable(status.getBreakGlass()),
        intervention(annotations, Labels.CANCEL, Labels.CANCELLED_BY),
        intervention(annotations, Labels.REVERT, Labels.REVERTED_BY),
        annotations.containsKey(Labels.WAY_BACK));
  }

  /** None of them approves it. */
  public static Requesters requesters(ChangeSpec spec) {
    return new Requesters(spec.getRequestedBy(), List.copyOf(spec.getAlsoRequestedBy()));
  }

  /** What was not assessed counts as the worst. */
  private static Risk risk(Change change) {
    return Assessments.of(change).risk();
  }

  private static Optional<Handling.Intervention> intervention(
      Map<String, String> annotations, String why, String who) {
    return Optional.ofNullable(annotations.get(why))
        .map(reason -> new Handling.Intervention(annotations.getOrDefault(who, ""), reason));
  }
}
