package dev.rollguard.core.change;

import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was done about a change, to be changed in one place. */
final class HandlingDraft {
  Requesters requesters;
  Risk risk;
  List<ApprovalFact> approvals;
  Optional<Instant> turnTime;
  Optional<Instant> refusedTime;
  Optional<String> breakGlass;
  Optional<Handling.Intervention> cancel;
  Optional<Handling.Intervention> revert;
  boolean wayBack;

  HandlingDraft(Handling from) {
    requesters = from.requesters();
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
        requesters, risk, approvals, turnTime, refusedTime, breakGlass, cancel, revert, wayBack);
  }
}
