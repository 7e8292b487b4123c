package dev.rollguard.api.v1alpha1;

/** What happens to a change whose canary failed. */
public enum CanaryFailure {
  /** It stays held until its owners ask for another rollout. */
  Hold,
  /** The Deployment goes back to its last healthy template. */
  Revert
}
