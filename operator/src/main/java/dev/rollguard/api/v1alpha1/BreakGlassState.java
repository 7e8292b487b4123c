package dev.rollguard.api.v1alpha1;

/** Where an override is in its life. */
public enum BreakGlassState {
  /** It is in force, and lapses unless a second person confirms it. */
  Unconfirmed,
  /** It is in force, confirmed by a second person. */
  Active,
  /** Its time is over. */
  Expired,
  /** Nobody else confirmed it in time. */
  Lapsed
}
