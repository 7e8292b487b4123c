package dev.rollguard.policy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the API server enforces each window by itself.
 *
 * @param windows by their names
 * @param followedUntil until when it knows a window's schedule; without an entry it holds always
 * @param generations of the windows' specs that this is about
 */
public record Enforcement(
    Map<String, State> windows, Map<String, Instant> followedUntil, Map<String, Long> generations) {
  static final Enforcement UNKNOWN = new Enforcement(Map.of(), Map.of(), Map.of());

  public Enforcement {
    windows = Map.copyOf(windows);
    followedUntil = Map.copyOf(followedUntil);
    generations = Map.copyOf(generations);
  }

  /** One window's. */
  public sealed interface State {}

  /** Its policies are in the cluster, and old enough to be in force. */
  public record Enforced() implements State {}

  /** Its policies were written at this time; empty: not yet. */
  public record NotYet(Optional<Instant> since) implements State {}

  /** Its policies are not as they must be, for this reason. */
  public record Failed(String message) implements State {}

  /** A window in mode Hold on an API server without MutatingAdmissionPolicy v1. */
  public record NeedsKubernetes136() implements State {}

  /** A window that was not compiled yet, with this spec, is not yet enforced. */
  public State of(String window, long generation) {
    return generations.getOrDefault(window, 0L) >= generation
        ? windows.getOrDefault(window, new NotYet(Optional.empty()))
        : new NotYet(Optional.empty());
  }

  /** How many windows are in which state; for logs. */
  Map<String, Integer> counts() {
    var counts = new TreeMap<String, Integer>();
    windows.values().forEach(s -> counts.merge(s.getClass().getSimpleName(), 1, Integer::sum));
    return counts;
  }
}
