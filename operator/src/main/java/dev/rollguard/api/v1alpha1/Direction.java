package dev.rollguard.api.v1alpha1;

/** Which way a measured value must not move against its baseline. */
public enum Direction {
  /** More than the baseline is bad, such as errors and latency. */
  Increase,
  /** Less than the baseline is bad, such as throughput. */
  Decrease,
  /** Any move is bad. */
  Either
}
