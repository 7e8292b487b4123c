package dev.rollguard.core.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;

/** Reads an RFC 5545 rule, and refuses what would make it endless work. */
final class RuleText {
  private static final Set<Freq> FREQUENCIES =
      EnumSet.of(Freq.YEARLY, Freq.MONTHLY, Freq.WEEKLY, Freq.DAILY);
  private static final int MOST_INTERVAL = 1_000;
  private static final int MOST_COUNT = 10_000;
  private static final Pattern UNTIL_DATE = Pattern.compile("(UNTIL=[0-9]{8})(;|$)");
  private static final Pattern UNTIL_UTC = Pattern.compile("UNTIL=[0-9]{8}T[0-9]{6}Z");
  private static final String RIGHT = "write one such as \"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU\"";

  private RuleText() {}

  static LocalCalendar parse(String field, String text, LocalDateTime start, Duration duration)
      throws InvalidScheduleException {
    String plain = text.strip().toUpperCase(Locale.ROOT);
    if (UNTIL_UTC.matcher(plain).find()) {
      throw ScheduleParser.invalid(
          field,
          text,
          "has UNTIL in UTC; write it as a local time, without the Z, such as UNTIL=20261231T235959");
    }
    RecurrenceRule rule;
    try {
      // A date alone means to the end of that day.
      String timed = UNTIL_DATE.matcher(plain).replaceFirst("$1T235959$2");
      rule = new RecurrenceRule(timed, RecurrenceRule.RfcMode.RFC5545_STRICT);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
      throw ScheduleParser.invalid(
          field, text, "is not an RFC 5545 rule (" + why(e) + "); " + RIGHT);
    }
    bound(field, text, rule);
    return new RuleCalendar(rule, start, duration.toSeconds() + 86_400);
  }

  private static void bound(String field, String text, RecurrenceRule rule)
      throws InvalidScheduleException {
    if (!FREQUENCIES.contains(rule.getFreq())) {
      throw ScheduleParser.invalid(
          field,
          text,
          "has FREQ="
              + rule.getFreq()
              + "; write YEARLY, MONTHLY, WEEKLY or DAILY, with BYHOUR for hours");
    }
    if (rule.hasPart(RecurrenceRule.Part.BYSECOND)) {
      throw ScheduleParser.invalid(
          field, text, "has BYSECOND; a window starts on a minute, so leave it out");
    }
    if (rule.getInterval() > MOST_INTERVAL) {
      throw ScheduleParser.invalid(field, text, "has an INTERVAL above 1000; write a smaller one");
    }
    if (rule.getCount() != null && rule.getCount() > MOST_COUNT) {
      throw ScheduleParser.invalid(
          field, text, "has a COUNT above 10000; write a smaller one, or UNTIL");
    }
  }

  private static String why(Exception e) {
    String message = e.getMessage() == null ? "unreadable" : e.getMessage().replaceAll("\\s+", " ");
    return message.length() > 120 ? "unreadable" : message;
  }
}
