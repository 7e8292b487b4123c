package dev.rollguard.controller.approval;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.core.gate.ApprovalDemand;
import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.ApprovalGate;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.observe.Handlings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether an approval counts for its Change at this moment. Pure. */
final class Counting {
  private Counting() {}

  /**
   * The answer.
   *
   * @param message one sentence
   * @param until when it will count no more; empty when time changes nothing
   */
  record Verdict(boolean counts, String message, Optional<Instant> until) {
    static Verdict no(String why) {
      return new Verdict(false, "It does not count: %s.".formatted(why), Optional.empty());
    }
  }

  static Verdict of(
      ApprovalFact approval, Change change, List<ApprovalDemand> demands, Instant now) {
    var spec = change.getSpec();
    var flaw = ApprovalGate.flaw(approval, Handlings.requesters(spec), spec.getTemplateHash());
    if (flaw.isPresent()) {
      return Verdict.no(flaw.get());
    }
    var fitting = demands.stream().filter(d -> d.admits(approval.groups())).toList();
    if (fitting.isEmpty()) {
      return Verdict.no(
          demands.isEmpty()
              ? "no ChangeWindow asks for approvals of this change"
              : "%s is in no group that may approve".formatted(approval.approver()));
    }
    if (!approval.approves()) {
      return new Verdict(true, "It counts: the change is rejected.", Optional.empty());
    }
    var until =
        fitting.stream()
            .map(d -> approval.createdTime().plus(d.validFor()))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return now.isBefore(until)
        ? new Verdict(
            true,
            "It counts until %s.".formatted(Moments.format(until, ZoneOffset.UTC, now)),
            Optional.of(until))
        : Verdict.no("it expired %s".formatted(Moments.format(until, ZoneOffset.UTC, now)));
  }
}
