package dev.rollguard.core.gate;

/** What a sample, a check and a whole run of checks come to. Only Pass lets anything through. */
public enum Outcome {
  /** As it must be. */
  Pass,
  /** As it must not be. */
  Fail,
  /** Neither good nor bad enough to tell. */
  Inconclusive,
  /** Nothing was measured; that is never a pass, and never zero. */
  NoData
}
