package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.Specs.cron;
import static dev.rollguard.core.schedule.Specs.frozen;
import static dev.rollguard.core.schedule.Specs.open;
import static dev.rollguard.core.schedule.Specs.rule;
import static dev.rollguard.core.schedule.Specs.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Gap: shifted forward by its length. Overlap: the earlier offset. Durations are elapsed time. */
class DaylightSavingTest {
  @Test
  void aStartInTheSkippedHourIsShiftedForward() {
    Schedule schedule = open("Europe/Berlin", cron("30 2 * * *", "1h"));

    assertThat(schedule.openings(utc("2026-03-28T12:00"), utc("2026-03-30T12:00")))
        .containsExactly(
            opening("2026-03-29T01:30", "2026-03-29T02:30"),
            opening("2026-03-30T00:30", "2026-03-30T01:30"));
  }

  @Test
  void aStartInTheRepeatedHourComesOnce() {
    Schedule schedule = open("Europe/Berlin", cron("30 2 * * *", "1h"));

    assertThat(schedule.openings(utc("2026-10-24T12:00"), utc("2026-10-26T12:00")))
        .containsExactly(
            opening("2026-10-25T00:30", "2026-10-25T01:30"),
            opening("2026-10-26T01:30", "2026-10-26T02:30"));
  }

  @Test
  void aNightLastsItsDurationWhenTheClocksMove() {
    Schedule schedule = open("Europe/Berlin", cron("0 22 * * *", "6h"));

    assertThat(schedule.nextClose(utc("2026-03-28T21:00")))
        .as("spring")
        .contains(utc("2026-03-29T03:00"));
    assertThat(schedule.nextClose(utc("2026-10-24T20:00")))
        .as("autumn")
        .contains(utc("2026-10-25T02:00"));
  }

  @Test
  void lordHoweMovesByHalfAnHour() {
    Schedule schedule = open("Australia/Lord_Howe", cron("15 2 * * *", "1h"));

    assertThat(schedule.openings(utc("2026-10-03T12:00"), utc("2026-10-04T12:00")))
        .as("02:15 is skipped: 02:45 at +11:00")
        .containsExactly(opening("2026-10-03T15:45", "2026-10-03T16:45"));
    assertThat(schedule.openings(utc("2026-04-04T12:00"), utc("2026-04-05T12:00")))
        .as("02:15 at +10:30, after the clocks went back from 02:00 to 01:30")
        .containsExactly(opening("2026-04-04T15:45", "2026-04-04T16:45"));
  }

  @Test
  void cairoSkipsMidnight() {
    Schedule schedule = open("Africa/Cairo", cron("0 0 * * *", "2h"));

    assertThat(schedule.openings(utc("2026-04-23T12:00"), utc("2026-04-25T12:00")))
        .as("no day is lost: Friday opens at 01:00")
        .containsExactly(
            opening("2026-04-23T22:00", "2026-04-24T00:00"),
            opening("2026-04-24T21:00", "2026-04-24T23:00"));
  }

  @Test
  void apiaHasNoThirtiethOfDecember2011() {
    Schedule schedule = open("Pacific/Apia", rule("FREQ=DAILY", "2011-12-01T10:00", "1h"));

    assertThat(schedule.openings(utc("2011-12-29T12:00"), utc("2012-01-01T12:00")))
        .as("the 30th is shifted onto the 31st, where they are one")
        .containsExactly(
            opening("2011-12-29T20:00", "2011-12-29T21:00"),
            opening("2011-12-30T20:00", "2011-12-30T21:00"),
            opening("2011-12-31T20:00", "2011-12-31T21:00"));
  }

  @Test
  void aStartAfterTheGapComesBeforeOneThatIsShiftedOutOfIt() {
    Schedule schedule =
        open(
            "Europe/Berlin",
            cron("0 3 * * *", "5m"),
            cron("30 2 * * *", "5m"),
            cron("45 2,3 * * *", "5m"));

    assertThat(schedule.openings(utc("2026-03-29T00:00"), utc("2026-03-29T12:00")))
        .containsExactly(
            opening("2026-03-29T01:00", "2026-03-29T01:05"),
            opening("2026-03-29T01:30", "2026-03-29T01:35"),
            opening("2026-03-29T01:45", "2026-03-29T01:50"));
  }

  @Test
  void theSouthernHemisphereMovesTheOtherWay() {
    Schedule schedule = open("America/Santiago", cron("0 0 * * *", "1h"));

    assertThat(schedule.openings(utc("2026-09-05T12:00"), utc("2026-09-06T12:00")))
        .as("00:00 is skipped: 01:00 at -03:00")
        .containsExactly(opening("2026-09-06T04:00", "2026-09-06T05:00"));
  }

  @Test
  void aLeapDayComesEveryFourYears() {
    Schedule schedule = open("UTC", cron("0 0 29 2 *", "24h"));

    assertThat(schedule.nextOpen(utc("2024-02-29T00:00"))).contains(utc("2028-02-29T00:00"));
  }

  @Test
  void aFreezeIsLocalTime() {
    Schedule schedule = frozen("Asia/Seoul", span("2026-12-24T00:00", "2027-01-02T09:00"));

    assertThat(schedule.openings(utc("2026-12-01T00:00"), utc("2027-02-01T00:00")))
        .containsExactly(
            opening("2026-12-01T00:00", "2026-12-23T15:00"),
            opening("2027-01-02T00:00", "2027-02-01T00:00"));
  }

  @Test
  void aSpanThatAGapSwallowsNeitherOpensNorFreezes() {
    Schedule schedule = frozen("Europe/Berlin", span("2026-03-29T02:10", "2026-03-29T03:05"));
    Instant before = utc("2026-03-29T00:00");

    assertThat(schedule.nextClose(before)).isEmpty();
    assertThat(schedule.openings(before, before.plus(Duration.ofDays(1)))).hasSize(1);
  }

  private static Opening opening(String from, String until) {
    return new Opening(utc(from), utc(until));
  }

  private static Instant utc(String time) {
    return Specs.at("UTC", time);
  }
}
