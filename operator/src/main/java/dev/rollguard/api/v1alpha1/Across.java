package dev.rollguard.api.v1alpha1;

/** Which changes count as the others. */
public enum Across {
  /** All changes of the datacenter. */
  Datacenter,
  /** Those that the same window covers. */
  Window
}
