package dev.rollguard.core.check;

import java.time.Instant;
import java.util.Optional;

/**
 * How the samples of a check came out so far.
 *
 * @param last when the last one was taken
 */
public record Tally(int passed, int failed, int inconclusive, int noData, Optional<Instant> last) {
  public static final Tally NONE = new Tally(0, 0, 0, 0, Optional.empty());

  public int taken() {
    return passed + failed + inconclusive + noData;
  }

  public Tally plus(Sample sample) {
    var time = Optional.of(sample.time());
    return switch (sample.outcome()) {
      case Pass -> new Tally(passed + 1, failed, inconclusive, noData, time);
      case Fail -> new Tally(passed, failed + 1, inconclusive, noData, time);
      case Inconclusive -> new Tally(passed, failed, inconclusive + 1, noData, time);
      case NoData -> new Tally(passed, failed, inconclusive, noData + 1, time);
    };
  }
}
