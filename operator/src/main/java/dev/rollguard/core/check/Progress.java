package dev.rollguard.core.check;

import dev.rollguard.core.gate.Outcome;
import java.time.Instant;
import java.util.Optional;

/** Whether a check takes another sample or what it came to. */
public final class Progress {
  private Progress() {}

  public static Next next(Pace pace, Instant started, Tally tally) {
    Optional<Finding> end = broken(pace, tally).or(() -> complete(pace, tally));
    return end.<Next>map(Next.Finished::new)
        .orElseGet(() -> new Next.SampleAt(time(pace, started, tally)));
  }

  private static Instant time(Pace pace, Instant started, Tally tally) {
    return tally
        .last()
        .map(last -> last.plus(pace.interval()))
        .orElseGet(() -> started.plus(pace.initialDelay()));
  }

  /** More samples than may did not pass: the rest cannot mend that. */
  private static Optional<Finding> broken(Pace pace, Tally tally) {
    var silent = pace.noDataFails() ? tally.noData() : 0;
    var failed = tally.failed() + silent;
    if (failed > pace.failureLimit()) {
      var cause = silent == 0 ? "" : ", %d of them without data".formatted(silent);
      return Optional.of(
          tooMany(Outcome.Fail, tally, failed, "failed" + cause, pace.failureLimit()));
    }
    var limit = pace.inconclusiveLimit();
    if (tally.inconclusive() > limit) {
      return Optional.of(
          tooMany(
              Outcome.Inconclusive, tally, tally.inconclusive(), "came out inconclusive", limit));
    }
    return !pace.noDataFails() && tally.noData() > limit
        ? Optional.of(tooMany(Outcome.NoData, tally, tally.noData(), "had no data", limit))
        : Optional.empty();
  }

  private static Finding tooMany(Outcome outcome, Tally tally, int number, String what, int limit) {
    return new Finding(
        outcome,
        "%d of %s %s; %s may."
            .formatted(
                number, samples(tally.taken()), what, limit == 0 ? "none" : "at most " + limit));
  }

  private static Optional<Finding> complete(Pace pace, Tally tally) {
    if (tally.taken() < pace.count()) {
      return Optional.empty();
    }
    if (tally.passed() > 0) {
      return Optional.of(
          new Finding(
              Outcome.Pass, "%d of %s passed.".formatted(tally.passed(), samples(tally.taken()))));
    }
    return Optional.of(
        new Finding(
            withoutPass(pace, tally), "None of %s passed.".formatted(samples(tally.taken()))));
  }

  private static Outcome withoutPass(Pace pace, Tally tally) {
    if (tally.failed() > 0 || pace.noDataFails() && tally.noData() > 0) {
      return Outcome.Fail;
    }
    return tally.inconclusive() > 0 ? Outcome.Inconclusive : Outcome.NoData;
  }

  private static String samples(int number) {
    return number == 1 ? "1 sample" : number + " samples";
  }
}
