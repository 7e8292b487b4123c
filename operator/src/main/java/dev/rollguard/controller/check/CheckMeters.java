package dev.rollguard.controller.check;

import dev.rollguard.core.gate.Outcome;

/** What is counted about checks. */
public interface CheckMeters {
  /** A run has its verdict. */
  void checkRunEnded(Outcome verdict);
}
