package dev.rollguard.api.v1alpha1;

/** What happens to a rollout in motion when a fault opens. */
public enum OnFault {
  /** It is paused where it is. */
  Pause,
  /** It goes back to the last healthy revision. */
  Rollback,
  /** It goes on. */
  Continue
}
