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
import java.time.ZoneId;
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

  /** argo-cd#5590: a deny window that was not active blocked all the same. */
  @Test
  void aFreezeThatIsNotActiveDoesNotClose() {
    Schedule schedule = frozen(SEOUL, cron("0 18 * * FRI", "62h"));

    assertThat(schedule.openAt(at(SEOUL, "2026-05-22T17:59"))).as("Friday afternoon").isTrue();
    assertThat(schedule.openAt(at(SEOUL, "2026-05-23T12:00"))).as("Saturday").isFalse();
    assertThat(schedule.openAt(at(SEOUL, "2026-05-25T08:00"))).as("Monday morning").isTrue();
  }

  /** spinnaker#1648: a window of days without hours. */
  @Test
  void aWholeDayIsOneWithTwentyFourHours() {
    Schedule sundays = open(SEOUL, cron("0 0 * * SUN", "24h"));

    assertThat(sundays.openAt(at(SEOUL, "2026-05-23T23:59:59"))).isFalse();
    assertThat(sundays.openAt(at(SEOUL, "2026-05-24T00:00"))).isTrue();
    assertThat(sundays.openAt(at(SEOUL, "2026-05-24T23:59:59"))).isTrue();
    assertThat(sundays.openAt(at(SEOUL, "2026-05-25T00:00"))).isFalse();
  }

  @Test
  void aWindowLongerThanItsPeriodNeverCloses() {
    Schedule schedule = open(SEOUL, cron("0 0 * * *", "25h"));
    Instant now = at(SEOUL, "2026-05-21T08:30");

    assertThat(schedule.openAt(now)).isTrue();
    assertThat(schedule.nextClose(now)).isEmpty();
    assertThat(schedule.nextOpen(now)).isEmpty();
  }

  @Test
  void anOpeningLongAgoStillCounts() {
    Schedule schedule =
        open(SEOUL, cron("0 0 1 1 *", "8000h"), rule("FREQ=YEARLY", "2020-03-01T00:00", "7000h"));

    assertThat(schedule.openAt(at(SEOUL, "2026-11-29T07:59"))).isTrue();
    assertThat(schedule.nextClose(at(SEOUL, "2026-05-21T08:30")))
        .contains(at(SEOUL, "2026-12-17T16:00"));
  }

  @Test
  void aRuleEndsAfterItsCount() {
    Schedule schedule = open(SEOUL, rule("FREQ=DAILY;COUNT=2", "2026-05-21T22:00", "1h"));

    assertThat(schedule.nextOpen(at(SEOUL, "2026-05-21T22:00")))
        .contains(at(SEOUL, "2026-05-22T22:00"));
    assertThat(schedule.nextOpen(at(SEOUL, "2026-05-22T22:00"))).isEmpty();
    assertThat(schedule.openAt(at(SEOUL, "2026-05-20T22:00"))).as("before its start").isFalse();
  }

  @Test
  void aRuleEndsWithTheDayOfItsUntil() {
    Schedule byDay = open(SEOUL, rule("FREQ=DAILY;UNTIL=20260523", "2026-05-21T22:00", "1h"));
    Schedule byTime =
        open(SEOUL, rule("FREQ=DAILY;UNTIL=20260523T220000", "2026-05-21T22:00", "1h"));
    Instant from = at(SEOUL, "2026-05-21T00:00");
    Instant until = at(SEOUL, "2026-06-21T00:00");

    assertThat(byDay.openings(from, until)).hasSize(3).isEqualTo(byTime.openings(from, until));
  }

  @Test
  void theLastWorkdayOfTheMonth() {
    Schedule schedule =
        open(
            SEOUL, rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-01T14:00", "2h"));

    assertThat(schedule.nextOpen(at(SEOUL, "2026-05-01T00:00")))
        .contains(at(SEOUL, "2026-05-29T14:00"));
  }

  /**
   * RFC 5545 leaves open whether a start that the rule does not fit is an occurrence. Here it is
   * none.
   */
  @Test
  void aStartThatDoesNotFitTheRuleDoesNotOpen() {
    Schedule schedule = open(SEOUL, rule("FREQ=WEEKLY;BYDAY=TU", "2026-01-07T14:00", "2h"));

    assertThat(schedule.openAt(at(SEOUL, "2026-01-07T14:00"))).isFalse();
    assertThat(schedule.nextOpen(at(SEOUL, "2026-01-01T00:00")))
        .contains(at(SEOUL, "2026-01-13T14:00"));
  }

  @Test
  void aRuleThatNeverFiresNeverOpens() {
    Schedule schedule =
        open(SEOUL, rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-07T14:00", "2h"));

    assertThat(schedule.nextOpen(at(SEOUL, "2026-05-21T08:30"))).isEmpty();
  }

  @Test
  void freezesMayBeRulesToo() {
    Schedule schedule =
        frozen(SEOUL, rule("FREQ=MONTHLY;BYMONTHDAY=25", "2020-01-25T00:00", "24h"));

    assertThat(schedule.nextClose(at(SEOUL, "2026-05-21T08:30")))
        .contains(at(SEOUL, "2026-05-25T00:00"));
    assertThat(schedule.freezeAt(at(SEOUL, "2026-05-25T12:00")))
        .contains(
            new Freeze(
                "entry", "entry", at(SEOUL, "2026-05-25T00:00"), at(SEOUL, "2026-05-26T00:00")));
  }

  @Test
  void ofSeveralFreezesTheOneThatEndsLastIsTold() {
    Schedule schedule =
        frozen(SEOUL, cron("0 0 * * *", "24h"), span("2026-05-20T00:00", "2026-06-01T00:00"));

    assertThat(schedule.freezeAt(at(SEOUL, "2026-05-25T12:00")))
        .map(Freeze::until)
        .contains(at(SEOUL, "2026-06-01T00:00"));
  }

  @Test
  void aFreezeForEverNeverOpens() {
    Schedule schedule = frozen(SEOUL, cron("* * * * *", "2m"));
    Instant now = at(SEOUL, "2026-05-21T08:30");

    assertThat(schedule.openAt(now)).isFalse();
    assertThat(schedule.nextOpen(now)).isEmpty();
    assertThat(schedule.nextClose(now)).isEmpty();
  }

  @Test
  void aDenseScheduleIsListedOnlySoFar() {
    Schedule schedule = open(SEOUL, cron("* * * * *", "30s"));
    Instant now = at(SEOUL, "2026-05-21T08:30");

    assertThat(schedule.nextOpen(now)).contains(now.plusSeconds(60));
    assertThat(schedule.nextClose(now)).contains(now.plusSeconds(30));
    assertThat(schedule.openings(now, now.plus(Duration.ofDays(1000))))
        .hasSize(Schedule.MOST_OPENINGS);
    assertThat(schedule.openings(now, now.plus(Duration.ofDays(1000)), 200)).hasSize(200);
  }

  @Test
  void dayOfMonthOrDayOfWeekWhenBothAreGiven() {
    Schedule schedule = open(SEOUL, cron("0 0 13 * FRI", "1h"));

    assertThat(schedule.openings(at(SEOUL, "2026-05-10T00:00"), at(SEOUL, "2026-05-17T00:00")))
        .extracting(Opening::from)
        .containsExactly(at(SEOUL, "2026-05-13T00:00"), at(SEOUL, "2026-05-15T00:00"));
  }

  @Test
  void anyTimeMayBeAskedFor() {
    Schedule nights =
        open(SEOUL, cron("0 22 * * *", "6h"), rule("FREQ=DAILY", "2026-01-01T12:00", "1h"));

    for (Instant t :
        List.of(Instant.MIN, Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"), Instant.MAX)) {
      assertThat(nights.openAt(t)).isNotNull();
      assertThat(nights.nextOpen(t)).isPresent();
      assertThat(nights.nextClose(t)).isPresent();
    }
    assertThat(nights.openings(Instant.MAX, Instant.MIN)).isEmpty();
  }

  @Test
  void anEmptyScheduleIsAlwaysOpen() {
    Schedule schedule = schedule(SEOUL, List.of(), List.of());

    assertThat(schedule.zone()).isEqualTo(ZoneId.of(SEOUL));
    assertThat(schedule.openAt(at(SEOUL, "2026-05-21T08:30"))).isTrue();
  }

  @Test
  void aLongRuleLosesNoDay() {
    Schedule daily = open(SEOUL, rule("FREQ=DAILY", "2020-01-01T22:00", "1h"));
    Instant from = at(SEOUL, "2020-01-01T00:00");

    for (int day = 0; day < 2_000; day++) {
      Instant evening = from.plus(Duration.ofDays(day)).plus(Duration.ofHours(22));
      assertThat(daily.nextOpen(evening.minusSeconds(1))).as("day %s", day).contains(evening);
      assertThat(daily.openAt(evening)).as("day %s", day).isTrue();
    }
    assertThat(daily.openings(from, from.plus(Duration.ofDays(2_000)))).hasSize(2_000);
  }
}
