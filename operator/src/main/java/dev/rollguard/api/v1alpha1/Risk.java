package dev.rollguard.api.v1alpha1;

/** How risky a change is, in ascending order. */
public enum Risk {
  /** Routine. */
  Low,
  /** Worth a look. */
  Medium,
  /** Wants a second pair of eyes. */
  High,
  /** Much may go wrong, or nobody can tell. */
  Critical
}
