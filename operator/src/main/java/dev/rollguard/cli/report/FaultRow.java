package dev.rollguard.cli.report;

import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Resolution;
import dev.rollguard.core.gate.Moments;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fault.
 *
 * @param open whether it holds changes now
 */
public record FaultRow(
    String datacenter,
    String fault,
    @Nullable String severity,
    String summary,
    String startTime,
    @Nullable String openedBy,
    boolean open,
    @Nullable String resolvedTime,
    @Nullable String resolvedBy,
    @Nullable String cause,
    @Nullable String evidence) {

  public static FaultRow of(Fault fault) {
    var spec = fault.getSpec();
    var status = fault.getStatus();
    var resolution = Optional.ofNullable(spec.getResolution());
    return new FaultRow(
        spec.getDatacenter(),
        fault.getMetadata().getName(),
        ChangeRow.name(spec.getSeverity()),
        spec.getSummary(),
        started(fault).toString(),
        status.getOpenedBy(),
        isOpen(fault),
        status.getResolvedTime(),
        status.getResolvedBy(),
        resolution.map(Resolution::getCause).orElse(null),
        resolution.map(Resolution::getEvidence).orElse(null));
  }

  static Instant started(Fault fault) {
    return Moments.parse(fault.getSpec().getStartTime())
        .or(() -> Moments.parse(fault.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }

  /** Until its quiet period was over; an open one goes on. */
  static Instant ended(Fault fault, Instant now) {
    return isOpen(fault)
        ? now
        : Moments.parse(fault.getStatus().getQuietUntil())
            .or(() -> Moments.parse(fault.getStatus().getResolvedTime()))
            .orElse(now);
  }

  private static boolean isOpen(Fault fault) {
    return fault.getStatus().getConditions().stream()
        .filter(c -> ConditionTypes.OPEN.equals(c.getType()))
        .findFirst()
        .map(c -> "True".equals(c.getStatus()))
        .orElse(fault.getSpec().getResolution() == null);
  }
}
