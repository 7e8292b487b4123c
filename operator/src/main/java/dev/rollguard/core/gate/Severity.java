package dev.rollguard.core.gate;

/** How bad a fault is, in ascending order. */
public enum Severity {
  Minor,
  Major,
  Critical
}
