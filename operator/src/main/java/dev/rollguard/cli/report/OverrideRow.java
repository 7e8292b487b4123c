package dev.rollguard.cli.report;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.Confirmation;
import dev.rollguard.cli.request.Overrides;
import dev.rollguard.core.gate.Moments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An override, with everything that passed under it.
 *
 * @param datacenter whose changes it let through; absent when it named one change
 * @param change that it let through, as {@code namespace/name}; absent when it named a datacenter
 * @param released one line for each change
 */
public record OverrideRow(
    String breakGlass,
    @Nullable String datacenter,
    @Nullable String change,
    String reason,
    @Nullable String openedBy,
    @Nullable String confirmedBy,
    @Nullable String confirmation,
    String createdTime,
    @Nullable String activeUntil,
    @Nullable String state,
    List<String> released) {

  /** Whether it lets changes through now; one that nobody looked at yet does. */
  public boolean inForce() {
    return state == null
        || state.equals(BreakGlassState.Unconfirmed.name())
        || state.equals(BreakGlassState.Active.name());
  }

  public static OverrideRow of(BreakGlass override) {
    var spec = override.getSpec();
    var status = override.getStatus();
    return new OverrideRow(
        override.getMetadata().getName(),
        spec.getDatacenter(),
        Overrides.change(override).orElse(null),
        spec.getReason(),
        status.getOpenedBy(),
        status.getConfirmedBy(),
        Optional.ofNullable(spec.getConfirmation()).map(Confirmation::getComment).orElse(null),
        override.getMetadata().getCreationTimestamp(),
        status.getActiveUntil(),
        ChangeRow.name(status.getState()),
        List.copyOf(status.getReleased()));
  }

  static Instant created(BreakGlass override) {
    return Moments.parse(override.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
  }

  static Instant ended(BreakGlass override, Instant now) {
    return Moments.parse(override.getStatus().getActiveUntil()).orElse(now);
  }
}
