package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.Specs.cron;
import static dev.rollguard.core.schedule.Specs.entry;
import static dev.rollguard.core.schedule.Specs.rule;
import static dev.rollguard.core.schedule.Specs.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every refusal is one sentence: the field, what is wrong, what is right. Strimzi took an invalid
 * cron for "never".
 */
class InvalidScheduleTest {
  private static final String FIVE = "; write five fields such as \"0 22 * * MON-THU\".";

  static Stream<Arguments> crons() {
    return Stream.of(
        arguments("60 * * * *", "is not a cron expression (Value 60 not in range [0, 59])"),
        arguments("0 0 0 * *", "is not a cron expression (Value 0 not in range [1, 31])"),
        arguments("0 0 * * 8", "is not a cron expression (Value 8 not in range [0, 7])"),
        arguments("0 0 * * FRI-MON", "is not a cron expression (Invalid range! [5,1])"),
        arguments("0 22-2 * * *", "is not a cron expression (Invalid range! [22,2])"),
        arguments("*/0 * * * *", "is not a cron expression (Period 0 not in range [0, 59])"),
        arguments("0 22 * *", "has 4 fields instead of five"),
        arguments("0 0 22 * * MON", "has 6 fields instead of five"),
        arguments("@daily", "is a nickname, which hides the hour"),
        arguments(
            "매일 밤 열 시 반",
            "is not a cron expression (Invalid chars in expression! Expression: 매일 Invalid chars: 매일)"));
  }

  @ParameterizedTest
  @MethodSource("crons")
  void aCronThatCannotBeReadIsRefused(String cron, String why) {
    assertThat(refusal(cron(cron, "1h")))
        .isEqualTo("schedule.open[0].cron: \"" + cron + "\" " + why + FIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 L * *",
        "0 0 15W * *",
        "0 0 * * 1#2",
        "0 0 ? * *",
        "a b c d e",
        "1- * * * *",
        "1,,2 * * * *",
        "-1 * * * *",
        "1-2-3 * * * *",
        "0 0 * * MONDAY",
        "* * * 13 *",
        "*/90 * * * *",
        "99999999999 * * * *",
        "0 0 * * \u0000"
      })
  void everythingThatIsNoCronIsRefused(String cron) {
    assertThat(refusal(cron(cron, "1h"))).startsWith("schedule.open[0].cron: \"").endsWith(FIVE);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments(
            "FREQ=FORTNIGHTLY",
            "is not an RFC 5545 rule (Unknown FREQ value FORTNIGHTLY); write one such as"),
        arguments(
            "RRULE:FREQ=DAILY",
            "is not an RFC 5545 rule (invalid part RRULE:FREQ in RRULE:FREQ=DAILY); write one"),
        arguments(
            "FREQ=DAILY;INTERVAL=0",
            "is not an RFC 5545 rule (int value out of range: 0); write one such as"),
        arguments(
            "FREQ=DAILY;COUNT=3;UNTIL=20270101T000000",
            "is not an RFC 5545 rule (UNTIL and COUNT must not"),
        arguments(
            "FREQ=HOURLY",
            "has FREQ=HOURLY; write YEARLY, MONTHLY, WEEKLY or DAILY, with BYHOUR for hours."),
        arguments(
            "FREQ=SECONDLY",
            "has FREQ=SECONDLY; write YEARLY, MONTHLY, WEEKLY or DAILY, with BYHOUR for hours."),
        arguments(
            "FREQ=DAILY;BYSECOND=1", "has BYSECOND; a window starts on a minute, so leave it out."),
        arguments("FREQ=DAILY;INTERVAL=1001", "has an INTERVAL above 1000; write a smaller one."),
        arguments(
            "FREQ=DAILY;COUNT=10001", "has a COUNT above 10000; write a smaller one, or UNTIL."),
        arguments(
            "FREQ=DAILY;UNTIL=20261231T150000Z",
            "has UNTIL in UTC; write it as a local time, without the Z, such as UNTIL=20261231T235959."));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleThatCannotBeReadIsRefused(String rule, String why) {
    assertThat(refusal(rule(rule, "2026-01-06T14:00", "1h")))
        .startsWith("schedule.open[0].rrule: \"" + rule + "\" " + why)
        .endsWith(".");
  }

  static Stream<Arguments> entries() {
    return Stream.of(
        arguments(
            rule("FREQ=DAILY", null, "1h"),
            "schedule.open[0].start is missing: write a local date and time such as \"2026-12-24T00:00\"."),
        arguments(
            cron("0 22 * * *", null),
            "schedule.open[0].duration is missing: write how long it lasts, such as \"6h\"."),
        arguments(
            cron("0 22 * * *", "0s"),
            "schedule.open[0].duration: \"0s\" is zero; write how long it lasts, such as \"6h\"."),
        arguments(
            cron("0 22 * * *", "8785h"),
            "schedule.open[0].duration: \"8785h\" is longer than a year; write at most \"8784h\"."),
        arguments(
            cron("0 22 * * *", "6 hours"),
            "schedule.open[0].duration: \"6 hours\" is not a duration; write one such as \"1h30m\", with the units h, m, s"
                + " and ms."),
        arguments(
            span("2026-12-24T00:00", "2026-12-24T00:00"),
            "schedule.open[0].until: \"2026-12-24T00:00\" is not after from (2026-12-24T00:00); write a later time."),
        arguments(
            span("2026-12-24T00:00", null),
            "schedule.open[0].until is missing: write a local date and time such as \"2026-12-24T00:00\"."),
        arguments(
            entry(null, null, null, null, null, "1h"),
            "schedule.open[0] has none of cron, rrule and from: write exactly one."),
        arguments(
            entry("0 22 * * *", null, null, "2026-12-24T00:00", null, "1h"),
            "schedule.open[0] has several of cron, rrule and from: write exactly one."),
        arguments(
            entry("0 22 * * *", null, "2026-12-24T00:00", null, null, "1h"),
            "schedule.open[0].start: \"2026-12-24T00:00\" goes with rrule; a cron entry has no start."),
        arguments(
            entry("0 22 * * *", null, null, null, "2026-12-24T00:00", "1h"),
            "schedule.open[0].until: \"2026-12-24T00:00\" goes with from only; for a rule write UNTIL in the rrule."),
        arguments(
            entry(null, null, null, "2026-12-24T00:00", "2026-12-25T00:00", "1h"),
            "schedule.open[0].duration: \"1h\" goes with cron or rrule; a one-off span ends at its until."));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void anEntryThatContradictsItselfIsRefused(ScheduleSpec.Entry entry, String sentence) {
    assertThat(refusal(entry)).isEqualTo(sentence);
  }

  /**
   * spinnaker#1648: a day without hours was read in more than one way. Here the hour must be
   * written.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-12-24",
        "2026-12-24T00:00Z",
        "2026-12-24T00:00+09:00",
        "2026-12-24 00:00",
        "2026-12-24T00:00:00.5",
        "tomorrow",
        "1969-12-31T23:59",
        "+12026-12-24T00:00"
      })
  void aTimeThatIsNotLocalIsRefused(String from) {
    assertThat(refusal(span(from, "2027-01-02T00:00")))
        .isEqualTo(
            "schedule.open[0].from: \"%s\" is not a local date and time; write one from 1970 on such as"
                    .formatted(from)
                + " \"2026-12-24T00:00\", without a zone.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-29T00:00", "2026-13-01T00:00", "2026-12-24T24:00", "2026-04-31T00:00"})
  void aTimeThatDoesNotExistIsRefused(String from) {
    assertThat(refusal(span(from, "2027-01-02T00:00")))
        .isEqualTo(
            "schedule.open[0].from: \"%s\" does not exist in the calendar; write a date and time that does.",
            from);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Soul", "asia/seoul", "+09:00", "UTC+9", "Z", "서울"})
  void aZoneThatIsUnknownIsRefused(String zone) {
    assertThatThrownBy(() -> Schedule.parse(new ScheduleSpec(zone, List.of(), List.of())))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage(
            "schedule.timeZone: \"%s\" is not an IANA time zone; write one such as \"Asia/Seoul\" or \"UTC\".",
            zone);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void aScheduleWithoutAZoneIsRefused(@Nullable String zone) {
    assertThatThrownBy(() -> Schedule.parse(new ScheduleSpec(zone, List.of(), List.of())))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage(
            "schedule.timeZone is missing: write an IANA time zone such as \"Asia/Seoul\" or \"UTC\".");
  }

  @Test
  void theFieldNamesTheListAndTheNumber() {
    var spec =
        new ScheduleSpec(
            "UTC", List.of(), List.of(cron("0 0 * * *", "1h"), cron("0 0 * * *", "soon")));

    assertThatThrownBy(() -> Schedule.parse(spec))
        .hasMessageStartingWith("schedule.closed[1].duration: \"soon\"");
  }

  @Test
  void whatIsQuotedIsCutAndStaysOnOneLine() {
    String huge = "😀".repeat(100_000) + "\n";

    assertThat(refusal(cron("0 22 * * *", huge)))
        .startsWith("schedule.open[0].duration: \"" + "😀".repeat(64) + "…\" is not")
        .hasSizeLessThan(400);
    assertThat(refusal(cron("0 22\n* * x", "1h"))).contains("\"0 22 * * x\"").doesNotContain("\n");
    assertThat(refusal(rule("X".repeat(100_000), "2026-01-06T14:00", "1h"))).hasSizeLessThan(400);
  }

  private static String refusal(ScheduleSpec.Entry entry) {
    try {
      Schedule.parse(new ScheduleSpec("Asia/Seoul", List.of(entry), List.of()));
    } catch (InvalidScheduleException e) {
      return e.getMessage();
    }
    throw new AssertionError(entry + " is not refused");
  }
}
