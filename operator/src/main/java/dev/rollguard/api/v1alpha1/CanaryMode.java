package dev.rollguard.api.v1alpha1;

/** Where the canary runs. */
public enum CanaryMode {
  /** Beside the held Deployment, made and removed by the operator. */
  Clone,
  /** In a Deployment of its own that rolls first. */
  Existing
}
