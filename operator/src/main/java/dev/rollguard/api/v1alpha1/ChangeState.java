package dev.rollguard.api.v1alpha1;

/** Where a change is in its life. */
public enum ChangeState {
  /** It waits for its gates. */
  Held,
  /** It rolls out. */
  Released,
  /** It rolled out and is healthy. */
  Completed,
  /** A later change of the same Deployment took its place. */
  Superseded,
  /** It was taken back before it was released. */
  Cancelled,
  /** It was released and did not become healthy. */
  Failed
}
