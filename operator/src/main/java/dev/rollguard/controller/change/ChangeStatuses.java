package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeStatus;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.observe.Assessments;

/** What every write to the status of a Change starts with. Pure. */
final class ChangeStatuses {
  private static final int MAX_LINES = 32;
  private static final int MAX_RISK_BYTES = 512;

  private ChangeStatuses() {}

  /** The assessment was made when it was taken in; the first write to its record shows it. */
  static void assess(ChangeStatus status, Change change) {
    if (status.getRisk() == null) {
      var assessment = Assessments.of(change);
      status.setRisk(Risk.valueOf(assessment.risk().name()));
      status.setRiskReasons(
          assessment.reasons().stream()
              .map(r -> Texts.line(r, MAX_RISK_BYTES))
              .limit(MAX_LINES)
              .toList());
    }
  }

  /** A status that may be changed. */
  static ChangeStatus copy(ChangeStatus from) {
    var to = new ChangeStatus();
    to.setState(from.getState());
    to.setGates(from.getGates());
    to.setReason(from.getReason());
    to.setMessage(from.getMessage());
    to.setWindows(from.getWindows());
    to.setDeletionPolicy(from.getDeletionPolicy());
    to.setReleasedTime(from.getReleasedTime());
    to.setCompletedTime(from.getCompletedTime());
    to.setHeldSeconds(from.getHeldSeconds());
    to.setCanary(from.getCanary());
    to.setRisk(from.getRisk());
    to.setRiskReasons(from.getRiskReasons());
    to.setTurnTime(from.getTurnTime());
    to.setRefusedTime(from.getRefusedTime());
    to.setBreakGlass(from.getBreakGlass());
    return to;
  }
}
