package dev.rollguard.cli.facts;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.BreakGlassFact.Limits;
import dev.rollguard.core.gate.Moments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Overrides as the gates see them. How long they may last is the operator's to say: what it wrote
 * counts, and the chart's defaults only until it has.
 */
public final class BreakGlassFacts {
  private BreakGlassFacts() {}

  /** Those that are in force at a time. */
  public static List<BreakGlassFact> active(List<BreakGlass> all, Instant now) {
    return all.stream().map(b -> of(b, now)).filter(b -> b.activeAt(now)).toList();
  }

  private static BreakGlassFact of(BreakGlass override, Instant now) {
    var metadata = override.getMetadata();
    var spec = override.getSpec();
    var annotations = Optional.ofNullable(metadata.getAnnotations()).orElse(Map.of());
    var created = Moments.parse(metadata.getCreationTimestamp()).orElse(now);
    var openedBy = annotations.getOrDefault(Labels.OPENED_BY, "");
    var confirmed =
        Optional.ofNullable(annotations.get(Labels.CONFIRMED_BY))
            .filter(by -> spec.getConfirmation() != null && !by.equals(openedBy));
    var told =
        Optional.ofNullable(override.getStatus()).flatMap(s -> Moments.parse(s.getActiveUntil()));
    var longest = created.plus(Limits.DEFAULT.longest());
    var until =
        told.or(() -> Moments.parse(spec.getUntil()).filter(longest::isAfter)).orElse(longest);
    var change = spec.getChangeRef();
    return new BreakGlassFact(
        metadata.getName(),
        Objects.requireNonNullElse(spec.getDatacenter(), ""),
        change == null ? "" : change.getNamespace() + "/" + change.getName(),
        spec.getReason(),
        openedBy,
        confirmed,
        created,
        until,
        told.orElseGet(() -> created.plus(Limits.DEFAULT.confirmWithin())));
  }
}
