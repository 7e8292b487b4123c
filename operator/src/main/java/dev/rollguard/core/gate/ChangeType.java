package dev.rollguard.core.gate;

/** What kind of rollout is asked for. */
public enum ChangeType {
  /** The first rollout of the Deployment. */
  Create,
  /** Another template. */
  Update,
  /** The running template with a new restart stamp. */
  Restart,
  /** A template that ran healthy in this Deployment before. */
  Rollback
}
