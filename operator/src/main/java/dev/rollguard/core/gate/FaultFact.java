package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * A fault of the rollout's datacenter.
 *
 * @param since when the fault began
 * @param resolvedTime when its resolution was given; empty while it has none
 */
public record FaultFact(
    String name, Severity severity, Instant since, Optional<Instant> resolvedTime) {

  /** As it stands in messages. */
  String title() {
    return "Fault/" + name + " (" + severity + ")";
  }
}
