package dev.rollguard.api.v1alpha1;

/** What happens to a rollback, a change to a revision that was healthy before. */
public enum Rollbacks {
  /** It is released at once, even when the window is closed or a fault is open. */
  Release,
  /** It passes the gates like any other change. */
  Gate
}
