package dev.rollguard.api.v1alpha1;

/** What kind of rollout was asked for. */
public enum ChangeType {
  /** A new Deployment. */
  Create,
  /** A new pod template. */
  Update,
  /** The same template with a new restart time. */
  Restart,
  /** A template that was healthy in this Deployment before. */
  Rollback
}
