package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import dev.rollguard.core.gate.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant STARTED = Instant.parse("2026-05-20T12:00:00Z");
  private static final Instant LAST = Instant.parse("2026-05-20T12:03:04Z");

  @Test
  void theFirstSampleWaitsForTheInitialDelay() {
    assertThat(Progress.next(pace(5, 0, 0), STARTED, Tally.NONE))
        .isEqualTo(new Next.SampleAt(STARTED.plusSeconds(10)));
  }

  @Test
  void theNextSampleComesAnIntervalAfterTheLast() {
    assertThat(Progress.next(pace(5, 0, 0), STARTED, tally(1, 0, 0, 0)))
        .isEqualTo(new Next.SampleAt(LAST.plusSeconds(30)));
  }

  @Test
  void itPassesWithItsLastSampleWithoutWaiting() {
    assertThat(next(pace(2, 0, 0), tally(2, 0, 0, 0))).isEqualTo(pass("2 of 2 samples passed."));
  }

  @Test
  void itDoesNotPassBeforeItsLastSample() {
    assertThat(Progress.next(pace(3, 0, 0), STARTED, tally(2, 0, 0, 0)))
        .isInstanceOf(Next.SampleAt.class);
  }

  @Test
  void itFailsAtOnceWhenMoreSamplesFailedThanMay() {
    assertThat(next(pace(5, 0, 0), tally(0, 1, 0, 0)))
        .isEqualTo(new Finding(Outcome.Fail, "1 of 1 sample failed; none may."));
    assertThat(next(pace(5, 1, 0), tally(1, 2, 0, 0)))
        .isEqualTo(new Finding(Outcome.Fail, "2 of 3 samples failed; at most 1 may."));
  }

  @Test
  void aFailureWithinTheLimitLetsItPass() {
    assertThat(next(pace(5, 1, 0), tally(4, 1, 0, 0))).isEqualTo(pass("4 of 5 samples passed."));
  }

  @Test
  void itIsInconclusiveAtOnceWhenMoreSamplesAreThanMay() {
    assertThat(next(pace(5, 0, 1), tally(1, 0, 2, 0)))
        .isEqualTo(
            new Finding(
                Outcome.Inconclusive, "2 of 3 samples came out inconclusive; at most 1 may."));
  }

  @Test
  void samplesWithoutDataHold() {
    assertThat(next(pace(5, 9, 0), tally(1, 0, 0, 1)))
        .isEqualTo(new Finding(Outcome.NoData, "1 of 2 samples had no data; none may."));
  }

  @Test
  void samplesWithoutDataFailWhereTheyCountAsFailed() {
    assertThat(next(pace(5, 0, 9, true), tally(1, 0, 0, 1)))
        .isEqualTo(
            new Finding(Outcome.Fail, "1 of 2 samples failed, 1 of them without data; none may."));
    assertThat(next(pace(5, 2, 0, true), tally(1, 2, 0, 1)).outcome()).isEqualTo(Outcome.Fail);
    assertThat(Progress.next(pace(5, 2, 0, true), STARTED, tally(1, 1, 0, 1)))
        .isInstanceOf(Next.SampleAt.class);
  }

  @Test
  void aFailureWeighsMoreThanWhatIsInconclusiveOrWithoutData() {
    assertThat(next(pace(5, 0, 0), tally(0, 1, 1, 1)).outcome()).isEqualTo(Outcome.Fail);
    assertThat(next(pace(5, 0, 0), tally(0, 0, 1, 1)).outcome()).isEqualTo(Outcome.Inconclusive);
  }

  @Test
  void withoutASampleThatPassedItNeverPasses() {
    assertThat(next(pace(2, 9, 9), tally(0, 0, 0, 2)))
        .isEqualTo(new Finding(Outcome.NoData, "None of 2 samples passed."));
    assertThat(next(pace(2, 9, 9), tally(0, 0, 1, 1)).outcome()).isEqualTo(Outcome.Inconclusive);
    assertThat(next(pace(2, 9, 9), tally(0, 1, 1, 0)).outcome()).isEqualTo(Outcome.Fail);
    assertThat(next(pace(2, 9, 9, true), tally(0, 0, 1, 1)).outcome()).isEqualTo(Outcome.Fail);
    assertThat(next(pace(0, 0, 0), Tally.NONE).outcome()).isEqualTo(Outcome.NoData);
  }

  @Test
  void anyRunEndsAndPassesOnlyWithinEveryLimit() {
    Seeds.forEach(
        2_000,
        random -> {
          var pace =
              new Pace(
                  Duration.ZERO,
                  Duration.ofSeconds(1),
                  1 + random.nextInt(8),
                  Duration.ofSeconds(1),
                  random.nextInt(3),
                  random.nextInt(3),
                  random.nextBoolean());
          var end = run(pace, random);

          assertThat(end.tally().taken()).isLessThanOrEqualTo(pace.count());
          if (end.finding().outcome() == Outcome.Pass) {
            var silent = end.tally().noData();
            assertThat(end.tally().taken()).isEqualTo(pace.count());
            assertThat(end.tally().passed()).isPositive();
            assertThat(end.tally().failed() + (pace.noDataFails() ? silent : 0))
                .isLessThanOrEqualTo(pace.failureLimit());
            assertThat(end.tally().inconclusive()).isLessThanOrEqualTo(pace.inconclusiveLimit());
            assertThat(pace.noDataFails() ? 0 : silent)
                .isLessThanOrEqualTo(pace.inconclusiveLimit());
          }
        });
  }

  private record End(Tally tally, Finding finding) {}

  private static End run(Pace pace, Random random) {
    var tally = Tally.NONE;
    while (Progress.next(pace, STARTED, tally) instanceof Next.SampleAt(var at)) {
      assertThat(at).isEqualTo(STARTED.plusSeconds(tally.taken()));
      var outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
      tally = tally.plus(new Sample(at, outcome, ""));
    }
    return new End(tally, next(pace, tally));
  }

  private static Finding next(Pace pace, Tally tally) {
    return switch (Progress.next(pace, STARTED, tally)) {
      case Next.Finished(var finding) -> finding;
      case Next.SampleAt(var at) -> throw new AssertionError("It samples again at " + at);
    };
  }

  private static Finding pass(String message) {
    return new Finding(Outcome.Pass, message);
  }

  private static Tally tally(int passed, int failed, int inconclusive, int noData) {
    return new Tally(passed, failed, inconclusive, noData, Optional.of(LAST));
  }

  private static Pace pace(int count, int failureLimit, int inconclusiveLimit) {
    return pace(count, failureLimit, inconclusiveLimit, false);
  }

  private static Pace pace(
      int count, int failureLimit, int inconclusiveLimit, boolean noDataFails) {
    return new Pace(
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        count,
        Duration.ofSeconds(5),
        failureLimit,
        inconclusiveLimit,
        noDataFails);
  }
}
