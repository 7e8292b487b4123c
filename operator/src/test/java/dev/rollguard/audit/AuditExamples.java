package dev.rollguard.audit;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.Verdict;
import java.util.List;
import java.util.Optional;

/** One line for each action, as the reference shows it. */
final class AuditExamples {
  static final String OPERATOR = "system:serviceaccount:rollguard:rollguard";
  private static final String OPEN =
      "Fault/lb-error (Major) is open since 08:24 KST; resolve it with a cause and evidence.";
  private static final Decision HOLDS =
      new Decision(
          List.of(
              new GateLine("schedule", "dc1", new Verdict.Pass("it has no schedule.")),
              new GateLine(
                  "faults", "dc1", new Verdict.Hold(Reason.FaultOpen, OPEN, Optional.empty()))));
  private static final Decision PASSES =
      new Decision(List.of(new GateLine("faults", "dc1", new Verdict.Pass("no fault is open."))));

  private static final String REQUESTED = "2026-05-21T00:30:00Z";

  private AuditExamples() {}

  static AuditDraft of(AuditAction action) {
    return switch (action) {
      case Held -> rollout(action, Reason.FaultOpen, OPEN).decision(HOLDS);
      case Released -> rollout(action, Reason.Released).decision(PASSES).holdEnded();
      case Overridden ->
          rollout(action, Reason.BreakGlass).decision(HOLDS).breakGlass("lb-night").actor("carol");
      case TurnTaken -> rollout(action, Reason.Released, "No other change is in motion.");
      case PausedByFault -> rollout(action, Reason.FaultOpen, OPEN).decision(HOLDS);
      case RolledBack ->
          rollout(
              action,
              Reason.RolledBackOnFault,
              "Rolled back to revision 41, which ran healthy: " + OPEN);
      case Unguarded -> rollout(action, Reason.Unguarded);
      case CanaryFailed -> rollout(action, Reason.CanaryFailed);
      case Cancelled ->
          rollout(action, Reason.Cancelled, "Cancelled by bob: the wrong tag.").actor("bob");
      case Reverted ->
          rollout(action, Reason.Reverted, "Reverted by bob: it answers slowly.").actor("bob");
      case NotReverted ->
          rollout(
                  action,
                  Reason.Reverted,
                  "No other revision of Deployment/chat-api ran healthy, so it cannot be reverted.")
              .actor("bob");
      case Superseded -> rollout(action, Reason.NewerChange).actor("dave");
      case Flapping -> rollout(action, Reason.Flapping);
      case HandedOver -> rollout(action, Reason.WindowDeleted).holdEnded();
      case Completed -> rollout(action, Reason.Completed);
      case Failed -> rollout(action, Reason.ProgressDeadlineExceeded);
      case Approved ->
          approval(action, "It counts until 13:42 UTC. tested in staging")
              .requested(new Requesters("alice", List.of("dave")), REQUESTED);
      case Rejected ->
          approval(action, "It counts: the change is rejected. not before the load test");
      case BreakGlassOpened ->
          override(
                  action,
                  "In force: every change of datacenter dc1 passes; it lapses 00:57 UTC unless"
                      + " somebody other than carol confirms it; nothing passed under it. Reason:"
                      + " The balancer needs the new build.")
              .actor("carol");
      case BreakGlassConfirmed ->
          override(
                  action,
                  "In force until 02:42 UTC, confirmed by bob: every change of datacenter dc1"
                      + " passes; 1 change passed under it. Reason: The balancer needs the new"
                      + " build.")
              .actor("bob");
      case BreakGlassLapsed ->
          override(
              action,
              "Lapsed 00:57 UTC, because nobody other than carol confirmed it; 1 change passed"
                  + " under it. Reason: The balancer needs the new build.");
      case BreakGlassExpired ->
          override(
              action,
              "Over since 02:42 UTC; 1 change passed under it. Reason: The balancer needs the new"
                  + " build.");
      case FaultOpened ->
          fault(action, "Unresolved", "Load balancer drops connections.").actor("erin");
      case FaultResolved ->
          fault(action, "QuietPeriod", "Cause: old port; evidence: https://graphs.example/lb.")
              .actor("erin");
      case FaultReopened ->
          fault(
                  action,
                  "Unresolved",
                  "It counts again. Open since 08:24 KST; resolve it with a cause and evidence.")
              .actor("");
      case FaultClosed -> fault(action, "Resolved", "Resolved and quiet.");
    };
  }

  private static AuditDraft rollout(AuditAction action, Reason reason) {
    return rollout(action, reason, reason.sentence());
  }

  private static AuditDraft rollout(AuditAction action, Reason reason, String message) {
    return change(AuditEntry.of(action, message)).reason(reason).deployment("chat", "chat-api");
  }

  private static AuditDraft change(AuditDraft draft) {
    return draft
        .datacenter("dc1")
        .change("chat", "chat-api-5f2a81c0")
        .template("9b74c9897bac770ffc029102a200c5de")
        .type(ChangeType.Update)
        .requested(new Requesters("alice", List.of()), REQUESTED)
        .risk(Risk.High);
  }

  private static AuditDraft approval(AuditAction action, String message) {
    return change(AuditEntry.of(action, message)).approval("chat-api-bob", true).actor("bob");
  }

  private static AuditDraft override(AuditAction action, String message) {
    return AuditEntry.of(action, message).datacenter("dc1").breakGlass("lb-night");
  }

  private static AuditDraft fault(AuditAction action, String reason, String message) {
    return AuditEntry.of(action, message)
        .datacenter("dc1")
        .fault("lb-error", Severity.Major)
        .reason(reason);
  }
}
