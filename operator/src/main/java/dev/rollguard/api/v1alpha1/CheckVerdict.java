package dev.rollguard.api.v1alpha1;

/** What a check or a run of checks came to. */
public enum CheckVerdict {
  /** Enough samples were good. */
  Pass,
  /** Too many samples were bad. */
  Fail,
  /** It cannot be said: the samples are neither good nor bad, or could not be judged. */
  Inconclusive,
  /** There was nothing to judge. */
  NoData
}
