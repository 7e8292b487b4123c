package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fault of the rollout's datacenter.
 *
 * @param since when the fault began
 * @param resolvedTime when its resolution was given; empty while it has none
 * @param closed whether it was closed after that resolution: what a window asks for later, or
 *     changes then, does not open it again
 * @param runs of checks that may prove it gone
 */
public record FaultFact(
    String name,
    Severity severity,
    Instant since,
    Optional<Instant> resolvedTime,
    boolean closed,
    List<RunFact> runs) {

  /** A fault that was not closed yet and about which nothing is proven. */
  public FaultFact(String name, Severity severity, Instant since, Optional<Instant> resolvedTime) {
    this(name, severity, since, resolvedTime, false, List.of());
  }

  /** As it stands in messages. */
  String title() {
    return "Fault/" + name + " (" + severity + ")";
  }
}
