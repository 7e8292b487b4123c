package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.core.gate.Moments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long a finished Change stays among the active ones: others wait that long after its rollout,
 * and a finished Change that nobody caches could not tell them.
 */
final class Soak {
  private final Function<String, Duration> ofDatacenter;
  private final InstantSource clock;

  Soak(Function<String, Duration> ofDatacenter, InstantSource clock) {
    this.ofDatacenter = ofDatacenter;
    this.clock = clock;
  }

  /** Until when it is to be kept; empty when it may go. */
  Optional<Instant> until(Change finished) {
    var status = finished.getStatus();
    if (status.getReleasedTime() == null) {
      return Optional.empty();
    }
    return Moments.parse(status.getCompletedTime())
        .map(t -> t.plus(ofDatacenter.apply(finished.getSpec().getDatacenter())))
        .filter(clock.instant()::isBefore);
  }
}
