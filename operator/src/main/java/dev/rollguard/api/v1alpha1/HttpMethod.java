package dev.rollguard.api.v1alpha1;

/** How an HTTP check asks. */
public enum HttpMethod {
  /** Reads. */
  GET,
  /** Reads without a body. */
  HEAD,
  /** Sends a body to be acted on. */
  POST,
  /** Sends a body to be stored. */
  PUT
}
