package dev.rollguard.core.schedule;

import java.util.regex.Pattern;

/**
 * Reads a cron expression. Nicknames such as {@code @daily} are refused: a window needs a visible
 * hour.
 */
final class CronText {
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final String RIGHT = "; write five fields such as \"0 22 * * MON-THU\"";

  private CronText() {}

  static LocalCalendar parse(String field, String text) throws InvalidScheduleException {
    String trimmed = text.strip();
    if (trimmed.startsWith("@")) {
      throw ScheduleParser.invalid(field, text, "is a nickname, which hides the hour" + RIGHT);
    }
    int fields = SPACE.split(trimmed).length;
    if (fields != 5) {
      throw ScheduleParser.invalid(
          field, text, "has " + fields + " fields instead of five" + RIGHT);
    }
    try {
      return new CronCalendar(trimmed);
    } catch (IllegalArgumentException e) {
      throw ScheduleParser.invalid(
          field, text, "is not a cron expression (" + why(e) + ")" + RIGHT);
    }
  }

  private static String why(IllegalArgumentException e) {
    String message = e.getMessage() == null ? "unreadable" : e.getMessage();
    String plain = message.replace("Failed to parse cron expression. ", "").strip();
    String line = SPACE.matcher(plain).replaceAll(" ");
    return line.length() > 120 ? "unreadable" : line;
  }
}
