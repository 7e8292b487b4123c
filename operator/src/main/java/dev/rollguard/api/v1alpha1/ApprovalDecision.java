package dev.rollguard.api.v1alpha1;

/** What an approver says. */
public enum ApprovalDecision {
  /** The change may roll out. */
  Approve,
  /** The change must not roll out; it ends. */
  Reject
}
