package dev.rollguard.api.v1alpha1;

/** What a sample without data is. */
public enum NoDataPolicy {
  /** It is no data: never a pass, and no failure either. */
  Hold,
  /** It is a failure. */
  Fail
}
