package dev.rollguard.api.v1alpha1;

/**
 * The longer validation rules of the schema and their sentences, in the Common Expression Language.
 *
 * <p>Written to compile on every API server from Kubernetes 1.30 on. In Java a backslash of a
 * regular expression counts four times: once for the expression, once for CEL, doubled for Java.
 */
final class Rules {
  static final String LABEL_VALUE = "self.matches('^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$')";
  static final String DATACENTER_MESSAGE =
      "datacenter must be a label value: 1 to 63 letters, digits, '-', '_' and '.', with a letter or"
          + " digit first and last, such as dc1.";

  private static final String KEY =
      "'^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
          + "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$'";
  private static final String VALUE = "'^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$'";
  static final String LABEL_KEY = "self.matches(" + KEY + ")";
  static final String LABEL_KEY_MESSAGE =
      "key must be a label key with an optional prefix, such as env or example.com/env.";
  static final String LABEL_KEYS = "self.all(key, key.matches(" + KEY + "))";
  static final String LABEL_KEYS_MESSAGE =
      "matchLabels has a key that is not a label key; write it as env or example.com/env.";
  static final String LABEL_VALUES_OF_MAP = "self.all(key, self[key].matches(" + VALUE + "))";
  static final String LABEL_VALUES = "self.all(value, value.matches(" + VALUE + "))";
  static final String LABEL_VALUES_MESSAGE =
      "a label value must have at most 63 letters, digits, '-', '_' and '.', with a letter or digit"
          + " first and last.";

  static final String DNS_LABEL = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')";
  static final String NAME_MESSAGE =
      "name must have 1 to 63 lower-case letters, digits and '-', with a letter or digit first and"
          + " last, such as nights.";

  /** The API server knows every IANA zone by itself: an unknown one is an error in getFullYear. */
  static final String ZONE =
      "self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$') && self != 'Local'"
          + " && timestamp('2026-01-01T12:00:00Z').getFullYear(self) == 2026";

  static final String ZONE_MESSAGE =
      "timeZone must be a name of the IANA time zone database, such as Asia/Seoul, Europe/Berlin or"
          + " UTC.";

  private static final String MINUTE = "[0-5]?\\\\d";
  private static final String HOUR = "([01]?\\\\d|2[0-3])";
  private static final String DAY = "(0?[1-9]|[12]\\\\d|3[01])";
  private static final String MONTH =
      "(0?[1-9]|1[0-2]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)";
  private static final String WEEKDAY = "([0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)";
  private static final String STEP = "(/[1-9]\\\\d?)?";
  private static final String SPACE = "[ ]+";
  private static final String ANY_MINUTE = "(\\\\*|" + MINUTE + "(-" + MINUTE + ")?)" + STEP;
  private static final String ANY_HOUR = "(\\\\*|" + HOUR + "(-" + HOUR + ")?)" + STEP;
  private static final String ANY_DAY = "(\\\\*|" + DAY + "(-" + DAY + ")?)" + STEP;
  private static final String ANY_MONTH = "(\\\\*|" + MONTH + "(-" + MONTH + ")?)" + STEP;
  private static final String ANY_WEEKDAY = "(\\\\*|" + WEEKDAY + "(-" + WEEKDAY + ")?)" + STEP;
  static final String CRON =
      "self.matches('^"
          + (ANY_MINUTE + "(," + ANY_MINUTE + ")*" + SPACE)
          + (ANY_HOUR + "(," + ANY_HOUR + ")*" + SPACE)
          + (ANY_DAY + "(," + ANY_DAY + ")*" + SPACE)
          + (ANY_MONTH + "(," + ANY_MONTH + ")*" + SPACE)
          + (ANY_WEEKDAY + "(," + ANY_WEEKDAY + ")*$')");
  static final String CRON_MESSAGE =
      "cron must have five fields: minute (0-59), hour (0-23), day of month (1-31), month (1-12 or"
          + " JAN-DEC) and day of week (0-7 or SUN-SAT), such as 0 22 * * MON-THU.";

  private static final String SHORT_MONTH = "(0?[2469]|11|FEB|APR|JUN|SEP|NOV)";

  /** With a weekday beside it the day need not come. */
  static final String CRON_DAY_COMES =
      "!self.matches('[ ](30|31|30[-,]31)[ ]+(0?2|FEB)[ ]+[*]$') && !self.matches('[ ]31[ ]+"
          + SHORT_MONTH
          + "(,"
          + SHORT_MONTH
          + ")*[ ]+[*]$')";

  static final String CRON_DAY_COMES_MESSAGE =
      "cron names a day that never comes, such as 31 February; correct the day or the month.";

  static final String RRULE =
      "self.matches('^([A-Z]+=[-+0-9A-Z,]+;)*FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)"
          + "(;[A-Z]+=[-+0-9A-Z,]+)*$')";
  static final String RRULE_MESSAGE =
      "rrule must be a recurrence rule of RFC 5545 in capitals, without spaces and without the"
          + " prefix RRULE:, with FREQ=YEARLY, MONTHLY, WEEKLY or DAILY, such as"
          + " FREQ=WEEKLY;INTERVAL=2;BYDAY=TU.";

  private static final String LEAP_YEAR =
      "(19(7[26]|8[048]|9[26])|2[01](0[48]|[2468][048]|[13579][26])|2000)";
  private static final String DATE =
      "((19[7-9]|2[01]\\\\d)\\\\d-((0[13578]|1[02])-(0[1-9]|[12]\\\\d|3[01])"
          + "|(0[469]|11)-(0[1-9]|[12]\\\\d|30)|02-(0[1-9]|1\\\\d|2[0-8]))|"
          + LEAP_YEAR
          + "-02-29)";
  private static final String CLOCK = "T([01]\\\\d|2[0-3]):[0-5]\\\\d";
  private static final String LOCAL = "'^" + DATE + CLOCK + "(:[0-5]\\\\d)?$'";
  static final String LOCAL_TIME = "self.matches(" + LOCAL + ")";
  private static final String LOCAL_SENTENCE =
      " must be a local date and time that exists, from 1970 to 2199 and without an offset, such as"
          + " 2026-12-24T00:00.";
  static final String START_MESSAGE = "start" + LOCAL_SENTENCE;
  static final String FROM_MESSAGE = "from" + LOCAL_SENTENCE;
  static final String UNTIL_MESSAGE = "until" + LOCAL_SENTENCE;

  /** Local times of one format compare as text once the seconds are there. */
  static final String FROM_BEFORE_UNTIL =
      "!has(self.from) || !has(self.until)"
          + " || (self.from.size() == 16 ? self.from + ':00' : self.from)"
          + " < (self.until.size() == 16 ? self.until + ':00' : self.until)";

  static final String INSTANT =
      "self.matches('^"
          + DATE
          + CLOCK
          + ":[0-5]\\\\d([.]\\\\d{1,9})?(Z|[+-](0\\\\d|1[0-8]):[0-5]\\\\d)$')";

  static final String DURATION =
      "self != '' && self.matches('^(\\\\d{1,5}h)?(\\\\d{1,5}m)?(\\\\d{1,5}s)?(\\\\d{1,5}ms)?$')";
  static final String DURATION_MESSAGE =
      "duration must be written with h, m and s in this order, with at most five digits each, such"
          + " as 6h or 1h30m.";
  static final String DURATION_RANGE =
      "!("
          + DURATION
          + ") || (duration(self) > duration('0s') && duration(self) <= duration('8784h'))";
  static final String DURATION_RANGE_MESSAGE =
      "duration must be longer than 0s and at most 8784h (366 days).";
  static final String QUIET_MESSAGE =
      "quietPeriod must be written with h, m and s in this order, with at most five digits each,"
          + " such as 10m or 1h30m, or 0s for none.";
  static final String QUIET_RANGE = "!(" + DURATION + ") || duration(self) <= duration('720h')";
  static final String QUIET_RANGE_MESSAGE = "quietPeriod must be at most 720h (30 days).";

  /** No control characters and no line breaks of Unicode: kubectl describe would break there. */
  static final String ONE_LINE = "!self.matches('[\\\\p{Cc}\\\\p{Zl}\\\\p{Zp}]')";

  static final String REASON_MESSAGE =
      "reason must be a single line without tabs and control characters.";

  /**
   * At least one letter, digit or symbol that is seen; the Hangul fillers are letters by name only.
   */
  static final String NOT_BLANK =
      "self.matches('[^\\\\p{Z}\\\\p{C}\\\\p{M}\u115f\u1160\u3164\uffa0]')";

  private Rules() {}
}
