package dev.rollguard.core.gate;

/** How risky a change is, in ascending order. */
public enum Risk {
  Low,
  Medium,
  High,
  Critical
}
