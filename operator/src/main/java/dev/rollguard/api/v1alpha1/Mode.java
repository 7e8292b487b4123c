package dev.rollguard.api.v1alpha1;

/** What happens to a change that may not roll out now. */
public enum Mode {
  /** The API server holds it; the operator releases it when every gate passes. */
  Hold,
  /** The API server refuses the write and says why. */
  Deny,
  /** The write goes through; the user is warned and the change is recorded. */
  Warn
}
