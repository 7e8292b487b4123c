package dev.rollguard.cli.facts;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.BreakGlassFact.Limits;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.observe.ControlFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Overrides as the gates see them. How long they may last is the operator's to say: what it wrote
 * counts, and the chart's defaults only until it has.
 */
public final class BreakGlassFacts {
  private BreakGlassFacts() {}

  /** Those that are in force at a time. */
  public static List<BreakGlassFact> active(List<BreakGlass> all, Instant now) {
    return all.stream().map(BreakGlassFacts::of).filter(b -> b.activeAt(now)).toList();
  }

  private static BreakGlassFact of(BreakGlass override) {
    return ControlFacts.breakGlass(override, told(override).orElse(Limits.DEFAULT));
  }

  private static Optional<Limits> told(BreakGlass override) {
    var created = Instant.parse(override.getMetadata().getCreationTimestamp());
    return Optional.ofNullable(override.getStatus())
        .flatMap(s -> Moments.parse(s.getActiveUntil()))
        .map(until -> Duration.between(created, until))
        .map(lasts -> new Limits(lasts, lasts));
  }
}
