package dev.rollguard.cli.simulate;

import dev.rollguard.core.gate.FaultFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fault as it is told today.
 *
 * @param createdTime when it was told; before that nobody could mind it, whenever it began
 */
public record RecordedFault(FaultFact fact, Instant createdTime) {

  /** As it was known at that time; empty before it was told. */
  Optional<FaultFact> at(Instant time) {
    return createdTime.isAfter(time)
        ? Optional.empty()
        : Optional.of(
            new FaultFact(
                fact.name(),
                fact.severity(),
                fact.since(),
                fact.resolvedTime().filter(r -> !r.isAfter(time)),
                true,
                List.of()));
  }

  /** When something about it changed. */
  Stream<Instant> turns() {
    return Stream.concat(Stream.of(createdTime), fact.resolvedTime().stream());
  }
}
