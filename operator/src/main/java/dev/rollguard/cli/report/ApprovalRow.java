package dev.rollguard.cli.report;

import dev.rollguard.api.v1alpha1.Approval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a change.
 *
 * @param approver as the API server authenticated them
 * @param counted whether it counts or did; absent when the operator has not looked at it
 */
public record ApprovalRow(
    String namespace,
    String change,
    String approval,
    @Nullable String decision,
    @Nullable String approver,
    List<String> groups,
    @Nullable String comment,
    String createdTime,
    @Nullable Boolean counted,
    @Nullable String message) {

  static ApprovalRow of(Approval approval) {
    var spec = approval.getSpec();
    return new ApprovalRow(
        approval.getMetadata().getNamespace(),
        spec.getChangeRef().getName(),
        approval.getMetadata().getName(),
        ChangeRow.name(spec.getDecision()),
        spec.getApprover(),
        List.copyOf(spec.getGroups()),
        spec.getComment(),
        approval.getMetadata().getCreationTimestamp(),
        approval.getStatus().getCounted(),
        approval.getStatus().getMessage());
  }
}
