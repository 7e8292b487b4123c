package dev.rollguard.policy;

import dev.rollguard.core.gate.FaultFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A fault that a window minds.
 *
 * @param until when it stops to count; {@link PublishedOpenings#FOREVER} while it is open or not
 *     proven gone
 */
record MindedFault(FaultFact fact, Instant until) {
  /** The one that counts longest first: those that are cut from a long list end earlier. */
  private static final Comparator<MindedFault> ORDER =
      Comparator.comparing((MindedFault f) -> f.until())
          .thenComparing(f -> f.fact().severity())
          .reversed()
          .thenComparing(f -> f.fact().name());

  /** Open ones, and resolved ones until they are proven gone and their quiet period ends. */
  static List<MindedFault> of(PolicyWindow window, PolicyInput in) {
    return in.faults().stream()
        .filter(f -> f.datacenter().equals(window.datacenter()))
        .filter(f -> f.fact().severity().compareTo(window.fact().minSeverity()) >= 0)
        .map(f -> new MindedFault(f.fact(), until(f.fact(), window)))
        .filter(f -> in.now().isBefore(f.until()))
        .sorted(ORDER)
        .toList();
  }

  private static Instant until(FaultFact fault, PolicyWindow window) {
    return window.fact().quietUntil(fault).orElse(PublishedOpenings.FOREVER);
  }

  boolean open() {
    return fact.resolvedTime().isEmpty();
  }

  /** Resolved, and not proven gone. */
  boolean unverified() {
    return !open() && until.equals(PublishedOpenings.FOREVER);
  }
}
