package dev.rollguard.api.v1alpha1;

/** What happens to held changes when their window is deleted. */
public enum DeletionPolicy {
  /** They stay paused and are handed over to their owners. */
  KeepHeld,
  /** They are released. */
  Release
}
