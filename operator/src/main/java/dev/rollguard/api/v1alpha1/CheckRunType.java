package dev.rollguard.api.v1alpha1;

/** Who runs the checks. */
public enum CheckRunType {
  /** The operator, as the CheckTemplate says. */
  Run,
  /** Somebody else did, and reports. */
  External
}
