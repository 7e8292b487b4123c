package dev.rollguard.core.schedule;

import java.util.regex.Pattern;

/**
 * Reads a cron expression. Nicknames such as {@code @daily} are refused: a window needs a visible
 * hour.
 */
final class CronText {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern SUNDAY_ONLY = Pattern.compile("(?i)\\bSUN-SUN\\b");
  private static final Pattern SUNDAY_FIRST = Pattern.compile("(?i)\\bSUN-");
  private static final String RIGHT = "; write five fields such as \"0 22 * * MON-THU\"";

  private CronText() {}

  static LocalCalendar parse(String field, String text) throws InvalidScheduleException {
    String trimmed = text.strip();
    if (trimmed.startsWith("@")) {
      throw ScheduleParser.invalid(field, text, "is a nickname, which hides the hour" + RIGHT);
    }
    String[] fields = SPACE.split(trimmed);
    if (fields.length != 5) {
      throw ScheduleParser.invalid(
          field, text, "has " + fields.length + " fields instead of five" + RIGHT);
    }
    fields[4] = sundays(fields[4]);
    try {
      return new CronCalendar(String.join(" ", fields));
    } catch (IllegalArgumentException e) {
      throw ScheduleParser.invalid(
          field, text, "is not a cron expression (" + why(e) + ")" + RIGHT);
    }
  }

  /**
   * cron-utils takes SUN for 7 and refuses SUN-TUE; every cron takes it for 0 where a range starts.
   */
  private static String sundays(String weekdays) {
    return SUNDAY_FIRST.matcher(SUNDAY_ONLY.matcher(weekdays).replaceAll("0")).replaceAll("0-");
  }

  private static String why(IllegalArgumentException e) {
    String message = e.getMessage() == null ? "unreadable" : e.getMessage();
    String plain = message.replace("Failed to parse cron expression. ", "").strip();
    String line = SPACE.matcher(plain).replaceAll(" ");
    return line.length() > 120 ? "unreadable" : line;
  }
}
