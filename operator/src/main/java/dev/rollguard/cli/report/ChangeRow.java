package dev.rollguard.cli.report;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change, as its Change tells.
 *
 * @param alsoRequestedBy who asked for what it replaced while that was held
 * @param requestedTime this and all other times: RFC 3339
 * @param heldSeconds until its release or its end; of one that is held now: so far
 * @param breakGlass the override under which it was released; absent when none was needed
 * @param stoppedBy who cancelled or reverted it
 */
public record ChangeRow(
    String datacenter,
    String namespace,
    String deployment,
    String change,
    String type,
    List<String> diff,
    String requestedBy,
    List<String> alsoRequestedBy,
    String requestedTime,
    @Nullable String risk,
    @Nullable String state,
    @Nullable String reason,
    @Nullable String message,
    long heldSeconds,
    @Nullable String releasedTime,
    @Nullable String completedTime,
    List<String> windows,
    @Nullable String breakGlass,
    @Nullable String stoppedBy) {

  static ChangeRow of(Change change, Instant now) {
    var spec = change.getSpec();
    var status = change.getStatus();
    return new ChangeRow(
        spec.getDatacenter(),
        change.getMetadata().getNamespace(),
        spec.getWorkloadRef().getName(),
        change.getMetadata().getName(),
        String.valueOf(spec.getType()),
        List.copyOf(spec.getDiff()),
        spec.getRequestedBy(),
        List.copyOf(spec.getAlsoRequestedBy()),
        spec.getRequestedTime(),
        name(status.getRisk()),
        name(status.getState()),
        status.getReason(),
        status.getMessage(),
        heldSeconds(change, now),
        status.getReleasedTime(),
        status.getCompletedTime(),
        List.copyOf(status.getWindows()),
        status.getBreakGlass(),
        stoppedBy(change));
  }

  static Instant requested(Change change) {
    return Moments.parse(change.getSpec().getRequestedTime())
        .or(() -> Moments.parse(change.getMetadata().getCreationTimestamp()))
        .orElse(Instant.EPOCH);
  }

  /** When it ended; one that has not goes on. */
  static Instant ended(Change change, Instant now) {
    return Moments.parse(change.getStatus().getCompletedTime()).orElse(now);
  }

  private static long heldSeconds(Change change, Instant now) {
    var told = change.getStatus().getHeldSeconds();
    if (told != null) {
      return told;
    }
    var end =
        Moments.parse(change.getStatus().getReleasedTime()).orElseGet(() -> ended(change, now));
    return Math.max(0, Duration.between(requested(change), end).toSeconds());
  }

  private static @Nullable String stoppedBy(Change change) {
    var annotations = Optional.ofNullable(change.getMetadata().getAnnotations()).orElse(Map.of());
    return annotations.getOrDefault(Labels.CANCELLED_BY, annotations.get(Labels.REVERTED_BY));
  }

  static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
