package dev.rollguard.api.v1alpha1;

/** What a CheckRun is evidence for. */
public enum CheckPurpose {
  /** A change, before it is released. */
  PreTest,
  /** A change, while its canary runs. */
  Canary,
  /** The resolution of a fault. */
  Verification
}
