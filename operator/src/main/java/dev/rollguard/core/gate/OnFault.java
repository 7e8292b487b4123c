package dev.rollguard.core.gate;

/** What happens to a rollout in motion when a fault opens; in ascending order of strictness. */
public enum OnFault {
  Continue,
  Pause,
  Rollback
}
