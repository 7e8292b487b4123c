package dev.rollguard.controller.approval;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.audit.AuditAction;
import dev.rollguard.audit.AuditDraft;
import dev.rollguard.audit.AuditEntry;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.core.gate.ApprovalDemand;
import dev.rollguard.observe.Assessments;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.ControlFacts;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Handlings;
import dev.rollguard.observe.Observer;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Says of every approval whether it counts, and lets it go with its Change. The gates judge by
 * themselves; this only tells people.
 */
public final class ApprovalReconciler implements Reconciler<Approval> {
  private final Needs needs;
  private final ApprovalWrites writes;
  private final SimpleInboundEventSource<Approval> wakes = new SimpleInboundEventSource<>("wakes");

  public ApprovalReconciler(Needs needs) {
    this.needs = needs;
    this.writes = new ApprovalWrites(needs.client(), needs.statuses());
  }

  /** What the controller needs from outside. */
  public record Needs(
      KubernetesClient client,
      Caches caches,
      Facts facts,
      StatusWriter statuses,
      EventRecorder events,
      AuditLog audit,
      InstantSource clock,
      BooleanSupplier leading) {}

  @Override
  public List<EventSource<?, Approval>> prepareEventSources(EventSourceContext<Approval> context) {
    return List.of(wakes);
  }

  @Override
  public UpdateControl<Approval> reconcile(Approval approval, Context<Approval> context) {
    if (!needs.leading().getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    var change = change(approval);
    if (change.isEmpty() || Observer.finished(change.get())) {
      writes.retire(approval, change.isPresent());
      return UpdateControl.noUpdate();
    }
    var adopted = writes.adopt(approval, change.get());
    var now = needs.clock().instant();
    var verdict =
        Counting.of(ControlFacts.approval(adopted), change.get(), demands(change.get()), now);
    var first = approval.getStatus().getCounted() == null;
    if (writes.status(adopted, verdict)) {
      tell(change.get(), adopted, verdict, first);
    }
    return verdict
        .until()
        .filter(now::isBefore)
        .map(t -> Duration.between(now, t).plusMillis(5))
        .map(d -> UpdateControl.<Approval>noUpdate().rescheduleAfter(d))
        .orElseGet(UpdateControl::noUpdate);
  }

  /** A cache may not know the Change yet; only the API server can deny it. */
  private Optional<Change> change(Approval approval) {
    var namespace = approval.getMetadata().getNamespace();
    var name = approval.getSpec().getChangeRef().getName();
    return needs
        .caches()
        .activeChanges()
        .find(namespace, name)
        .or(() ->
            Optional.ofNullable(
                needs
                    .client()
                    .resources(Change.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get()));
  }

  private List<ApprovalDemand> demands(Change change) {
    return needs.caches().windows(change.getSpec().getDatacenter()).stream()
        .filter(w -> change.getStatus().getWindows().contains(w.getMetadata().getName()))
        .flatMap(w -> needs.facts().window(w).demands().approvals().stream())
        .toList();
  }

  /** What somebody said is audited once; whether it counts is told as often as that changes. */
  private void tell(Change change, Approval approval, Counting.Verdict verdict, boolean first) {
    if (first) {
      needs.audit().write(() -> line(change, approval, verdict));
    }
    needs
        .events()
        .record(
            change,
            EventRecorder.Type.Normal,
            event(approval, verdict.counts()),
            "Approval/%s: %s".formatted(approval.getMetadata().getName(), verdict.message()));
  }

  private static String event(Approval approval, boolean counts) {
    if (approval.getSpec().getDecision() == ApprovalDecision.Approve) {
      return counts ? "Approved" : "ApprovalNotCounted";
    }
    return counts ? "Rejected" : "RejectionNotCounted";
  }

  private static AuditDraft line(Change change, Approval approval, Counting.Verdict verdict) {
    var spec = change.getSpec();
    var namespace = change.getMetadata().getNamespace();
    var action =
        approval.getSpec().getDecision() == ApprovalDecision.Approve
            ? AuditAction.Approved
            : AuditAction.Rejected;
    var comment = Objects.requireNonNullElse(approval.getSpec().getComment(), "");
    return AuditEntry.of(action, (verdict.message() + " " + comment).strip())
        .datacenter(spec.getDatacenter())
        .deployment(namespace, spec.getWorkloadRef().getName())
        .change(namespace, change.getMetadata().getName())
        .template(approval.getSpec().getTemplateHash())
        .requested(Handlings.requesters(spec), spec.getRequestedTime())
        .risk(Assessments.of(change).risk())
        .approval(approval.getMetadata().getName(), verdict.counts())
        .actor(Objects.requireNonNullElse(approval.getSpec().getApprover(), ""));
  }

  /** Looks again at one approval. */
  public void wake(Approval approval) {
    wakes.propagateEvent(ResourceID.fromResource(approval));
  }
}
