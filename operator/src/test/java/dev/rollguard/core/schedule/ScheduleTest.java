package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.Specs.at;
import static dev.rollguard.core.schedule.Specs.cron;
import static dev.rollguard.core.schedule.Specs.frozen;
import static dev.rollguard.core.schedule.Specs.open;
import static dev.rollguard.core.schedule.Specs.rule;
import static dev.rollguard.core.schedule.Specs.schedule;
import static dev.rollguard.core.schedule.Specs.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final String SEOUL = "Asia/Seoul";

  @Test
  void withoutAScheduleItIsAlwaysOpen() {
    Schedule schedule = Schedule.always();
    Instant now = Instant.parse("2026-05-21T00:00:00Z");

    assertThat(schedule.openAt(now)).isTrue();
    assertThat(schedule.nextOpen(now)).isEmpty();
    assertThat(schedule.nextClose(now)).isEmpty();
    assertThat(schedule.openings(now, now.plusSeconds(60)))
        .containsExactly(new Opening(now, now.plusSeconds(60)));
  }

  @Test
  void aNightWindowReachesAcrossMidnight() {
    Schedule nights = open(SEOUL, cron("0 22 * * MON-THU", "6h"));

    assertThat(nights.openAt(at(SEOUL, "2026-05-21T21:59:59"))).isFalse();
    assertThat(nights.openAt(at(SEOUL, "2026-05-21T22:00:00"))).isTrue();
    assertThat(nights.openAt(at(SEOUL, "2026-05-22T03:59:59"))).isTrue();
    assertThat(nights.openAt(at(SEOUL, "2026-05-22T04:00:00"))).isFalse();
    assertThat(nights.openAt(at(SEOUL, "2026-05-22T22:00:00"))).as("Friday night").isFalse();
  }

  @Test
  void theNextOpeningAndClosingAreStrictlyLater() {
    Schedule nights = open(SEOUL, cron("0 22 * * MON-THU", "6h"));

    assertThat(nights.nextOpen(at(SEOUL, "2026-05-21T12:00")))
        .contains(at(SEOUL, "2026-05-21T22:00"));
    assertThat(nights.nextOpen(at(SEOUL, "2026-05-21T22:00")))
        .contains(at(SEOUL, "2026-05-25T22:00"));
    assertThat(nights.nextClose(at(SEOUL, "2026-05-21T22:00")))
        .contains(at(SEOUL, "2026-05-22T04:00"));
    assertThat(nights.nextClose(at(SEOUL, "2026-05-22T04:00")))
        .contains(at(SEOUL, "2026-05-26T04:00"));
  }

  @Test
  void everySecondTuesdayCountsFromItsStart() {
    Schedule schedule =
        open(SEOUL, rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-01-06T14:00", "2h"));

    assertThat(schedule.openings(at(SEOUL, "2026-01-01T00:00"), at(SEOUL, "2026-02-01T00:00")))
        .containsExactly(
            new Opening(at(SEOUL, "2026-01-06T14:00"), at(SEOUL, "2026-01-06T16:00")),
            new Opening(at(SEOUL, "2026-01-20T14:00"), at(SEOUL, "2026-01-20T16:00")));
  }

  @Test
  void aFreezeBeatsAnOpening() {
    Schedule schedule =
        schedule(
            SEOUL,
            List.of(cron("0 22 * * *", "6h")),
            List.of(span("2026-12-24T00:00", "2027-01-02T09:00")));

    assertThat(schedule.openAt(at(SEOUL, "2026-12-23T23:59"))).isTrue();
    assertThat(schedule.openAt(at(SEOUL, "2026-12-24T00:00"))).isFalse();
    assertThat(schedule.nextClose(at(SEOUL, "2026-12-23T22:30")))
        .contains(at(SEOUL, "2026-12-24T00:00"));
    assertThat(schedule.nextOpen(at(SEOUL, "2026-12-23T22:30")))
        .contains(at(SEOUL, "2027-01-02T22:00"));
  }

  /** Octopus#9621: a one-off freeze in the future blocked at once. */
  @Test
  void aFreezeInTheFutureDoesNotCloseToday() {
    Schedule schedule = frozen(SEOUL, span("2026-12-24T00:00", "2027-01-02T09:00"));
    Instant today = at(SEOUL, "2026-05-21T08:30");

    assertThat(schedule.openAt(today)).isTrue();
    assertThat(schedule.freezeAt(today)).isEmpty();
    assertThat(schedule.nextClose(today)).contains(at(SEOUL, "2026-12-24T00:00"));
    assertThat(schedule.nextOpen(today)).contains(at(SEOUL, "2027-01-02T09:00"));
  }

  @Test
  void aFreezeTellsItsReasonAndItsEnd() {
    var entry =
        new ScheduleSpec.Entry(
            "year-end", null, null, null, "2026-12-24T00:00", "2027-01-02T09:00", null, "연말 동결");
    Schedule schedule = schedule(SEOUL, List.of(), List.of(entry));

    assertThat(schedule.freezeAt(at(SEOUL, "2026-12-25T00:00")))
        .contains(
            new Freeze(
                "year-end", "연말 동결", at(SEOUL, "2026-12-24T00:00"), at(SEOUL, "2027-01-02T09:00")));
  }

  @Test
  void aCronThatNeverFiresNeverOpens() {
    Schedule schedule = open(SEOUL, cron("0 0 31 2 *", "1h"));
    Instant now = at(SEOUL, "2026-05-21T08:30");

    assertThat(schedule.openAt(now)).isFalse();
    assertThat(schedule.nextOpen(now)).isEmpty();
    assertThat(schedule.openings(now, now.plus(Duration.ofDays(365)))).isEmpty();
  }

  @Test
  void openingsThatOverlapAreOne() {
    Schedule schedule =
        open(SEOUL, cron("0 20 * * *", "3h"), cron("0 22 * * *", "3h"), cron("0 1 * * *", "1h"));

    assertThat(schedule.nextClose(at(SEOUL, "2026-05-21T20:00")))
        .isEqualTo(Optional.of(at(SEOUL, "2026-05-22T02:00")));
  }
}
