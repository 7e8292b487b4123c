package dev.rollguard.core.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one demand stands, by the runs that count for it. The newest that has ended decides, so that
 * a test that is run again replaces what it said before.
 *
 * @param running one that has not ended
 */
record Standing(Optional<RunFact> newestEnded, Optional<RunFact> running) {
  /** A run that found nothing to measure is repeated after that long. */
  static final Duration NO_DATA_AGAIN = Duration.ofMinutes(1);

  static Standing of(List<RunFact> counting) {
    return new Standing(
        counting.stream()
            .filter(r -> r.end().isPresent())
            .max(
                Comparator.comparing((RunFact r) -> r.end().orElseThrow().time())
                    .thenComparing(RunFact::name)),
        counting.stream().filter(r -> r.end().isEmpty()).min(Comparator.comparing(RunFact::name)));
  }

  private Optional<RunFact.End> end() {
    return newestEnded.flatMap(RunFact::end);
  }

  /** When the newest ended well; empty when it did not. */
  Optional<Instant> passedAt() {
    return end().filter(e -> e.outcome() == Outcome.Pass).map(RunFact.End::time);
  }

  /** When it is worth trying again by itself: nothing was measured. */
  Optional<Instant> againAt() {
    return running.isPresent()
        ? Optional.empty()
        : end().filter(e -> e.outcome() == Outcome.NoData).map(e -> e.time().plus(NO_DATA_AGAIN));
  }

  /** Whether no run is under way and none has ended, or the newest may be repeated by now. */
  boolean wantsRun(Instant now) {
    return running.isEmpty()
        && (newestEnded.isEmpty() || againAt().filter(t -> !now.isBefore(t)).isPresent());
  }

  /** What tells the next run from those before it; the same for who looks twice. */
  String next(String first) {
    return end().map(e -> (first + " after " + e.time()).strip()).orElse(first);
  }
}
