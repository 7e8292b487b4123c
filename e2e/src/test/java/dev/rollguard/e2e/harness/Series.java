package dev.rollguard.e2e.harness;

import java.util.Locale;
import java.util.Random;

/** The series of one pod. Counters only grow, whatever the pod does next. */
final class Series {
  private final String labels;
  private final Random noise;
  private double succeeded;
  private double failed;
  private long counted = System.nanoTime();

  Series(String labels, long seed) {
    this.labels = labels;
    this.noise = new Random(seed);
  }

  /** Counts the requests since the last time. */
  synchronized void advance(Behaviour behaviour) {
    var now = System.nanoTime();
    var requests = behaviour.requestsPerSecond() * (now - counted) / 1e9;
    counted = now;
    failed += requests * behaviour.errorRatio();
    succeeded += requests * (1 - behaviour.errorRatio());
  }

  synchronized void report(StringBuilder text, Behaviour behaviour) {
    line(text, "http_requests_total", "code=\"200\"", succeeded);
    line(text, "http_requests_total", "code=\"500\"", failed);
    var latency = behaviour.latency() * (1 + behaviour.noise() * noise.nextGaussian());
    line(text, "http_request_duration_seconds", "quantile=\"0.99\"", latency);
  }

  private void line(StringBuilder text, String name, String label, double value) {
    text.append(String.format(Locale.ROOT, "%s{%s,%s} %s%n", name, labels, label, value));
  }
}
