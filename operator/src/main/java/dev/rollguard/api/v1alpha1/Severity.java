package dev.rollguard.api.v1alpha1;

/** How bad a fault is, from mild to worst; the order of the constants is the order of severity. */
public enum Severity {
  /** Users hardly notice. */
  Minor,
  /** Users notice. */
  Major,
  /** Users cannot work. */
  Critical
}
