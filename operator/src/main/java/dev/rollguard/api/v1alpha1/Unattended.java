package dev.rollguard.api.v1alpha1;

/** What happens while no operator runs. */
public enum Unattended {
  /** Every change waits for the operator. */
  Hold,
  /** The API server opens and closes by the schedule by itself. */
  FollowSchedule
}
