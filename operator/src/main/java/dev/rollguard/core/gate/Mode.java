package dev.rollguard.core.gate;

/** How a window is enforced. */
public enum Mode {
  Hold,
  Deny,
  Warn
}
