package dev.rollguard.api.v1alpha1;

/** What an HTTP check does with a redirect. */
public enum Redirects {
  /** It is an answer like any other, with its own status code. */
  Refuse,
  /** It is followed. */
  Follow
}
