package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.Change;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;

/** An Approval as somebody writes it for kubectl create. */
public final class ApprovalDraft {
  private final Approval approval = new Approval();

  private ApprovalDraft(Change change, ApprovalDecision decision) {
    approval.setMetadata(new ObjectMetaBuilder().withGenerateName("by-hand-").build());
    approval.getSpec().getChangeRef().setName(change.getMetadata().getName());
    approval.getSpec().setDecision(decision);
    forTemplate(change.getSpec().getTemplateHash());
  }

  public static ApprovalDraft approving(Change change) {
    return new ApprovalDraft(change, ApprovalDecision.Approve);
  }

  public static ApprovalDraft rejecting(Change change, String comment) {
    var draft = new ApprovalDraft(change, ApprovalDecision.Reject);
    draft.approval.getSpec().setComment(comment);
    return draft;
  }

  /** What its author looked at. */
  public ApprovalDraft forTemplate(String hash) {
    approval.getSpec().setTemplateHash(hash);
    return this;
  }

  /** With groups that its author chose. */
  public ApprovalDraft claiming(String... groups) {
    approval.getSpec().setGroups(List.of(groups));
    return this;
  }

  /** With a name for its author that the author chose. */
  public ApprovalDraft signedAs(String user) {
    approval.getSpec().setApprover(user);
    return this;
  }

  String manifest() {
    return Serialization.asYaml(approval);
  }
}
