package dev.rollguard.e2e.bench;

import java.util.Arrays;
import java.util.List;

/** Durations in milliseconds, sorted. */
record Samples(double[] sorted) {
  static Samples ofNanos(List<Long> nanos) {
    var millis = nanos.stream().mapToDouble(n -> n / 1e6).toArray();
    Arrays.sort(millis);
    return new Samples(millis);
  }

  static Samples ofMillis(List<Double> millis) {
    var sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  double quantile(double q) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  }

  double median() {
    return quantile(0.5);
  }

  double max() {
    return sorted[sorted.length - 1];
  }
}
