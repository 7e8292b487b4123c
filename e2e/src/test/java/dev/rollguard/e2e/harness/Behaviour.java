package dev.rollguard.e2e.harness;

/**
 * What pods report about themselves.
 *
 * @param requestsPerSecond of each pod; without any their latency is NaN, as a summary's is
 * @param errorRatio the part of the requests that is answered with 500
 * @param latency in seconds, its 99th percentile
 * @param noise how far the latency strays, as a part of it: one standard deviation
 * @param reports whether there are series at all
 */
public record Behaviour(
    double requestsPerSecond, double errorRatio, double latency, double noise, boolean reports) {

  /** Some errors and some noise, as everywhere. */
  public static Behaviour good() {
    return new Behaviour(50, 0.001, 0.100, 0.05, true);
  }

  /** Not one error, so that nothing can be divided by their number. */
  public static Behaviour flawless() {
    return good().failing(0);
  }

  /** A fifth of the requests fails. */
  public static Behaviour bad() {
    return good().failing(0.2);
  }

  /** It is there, and nobody asks it for anything. */
  public static Behaviour silent() {
    return new Behaviour(0, 0, Double.NaN, 0, true);
  }

  /** It reports nothing at all. */
  public static Behaviour absent() {
    return new Behaviour(0, 0, Double.NaN, 0, false);
  }

  public Behaviour failing(double ratio) {
    return new Behaviour(requestsPerSecond, ratio, latency, noise, reports);
  }

  public Behaviour taking(double seconds) {
    return new Behaviour(requestsPerSecond, errorRatio, seconds, noise, reports);
  }

  public Behaviour noisy(double part) {
    return new Behaviour(requestsPerSecond, errorRatio, latency, part, reports);
  }
}
