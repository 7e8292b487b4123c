package dev.rollguard.core.gate;

/** What a run of checks is evidence for. */
public enum Purpose {
  /** That a template may be rolled out at all. */
  PreTest,
  /** That a canary does well. */
  Canary,
  /** That a fault is gone. */
  Verification
}
