package dev.rollguard.core.change;

import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.Risk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was done about a change, to be changed in one place. */
final class HandlingDraft {
  String requestedBy;
  Risk risk;
  List<ApprovalFact> approvals;
  Optional<Instant> turnTime;
  Optional<Instant> refusedTime;
  Optional<String> breakGlass;
  Optional<Handling.Intervention> cancel;
  Optional<Handling.Intervention> revert;
  boolean wayBack;

  HandlingDraft(Handling from) {
    requestedBy = from.requestedBy();
    risk = from.risk();
    approvals = from.approvals();
    turnTime = from.turnTime();
    refusedTime = from.refusedTime();
    breakGlass = from.breakGlass();
    cancel = from.cancel();
    revert = from.revert();
    wayBack = from.wayBack();
  }

  Handling build() {
    return new Handling(
        requestedBy, risk, approvals, turnTime, refusedTime, breakGlass, cancel, revert, wayBack);
  }
}
