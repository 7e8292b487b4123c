package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Optional;

/**
 * The canary of a Change, as its record has it.
 *
 * @param startTime when it was decided to run one
 * @param healthyTime since when all its pods serve; empty until then
 * @param end how it ended; empty while it runs
 */
public record CanaryFact(
    Instant startTime, Optional<Instant> healthyTime, Optional<RunFact.End> end) {

  /** Whether it is to be there: it was begun and has not ended. */
  public boolean runs() {
    return end.isEmpty();
  }

  /** What tells the runs for this canary from those for an earlier one of the same Change. */
  public String attempt() {
    return healthyTime.map(Instant::toString).orElse("");
  }
}
