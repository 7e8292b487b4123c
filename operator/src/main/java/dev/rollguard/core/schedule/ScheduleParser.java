package dev.rollguard.core.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Strings to a schedule; the first mistake is told in one sentence. */
final class ScheduleParser {
  /** The longest opening: a leap year. */
  private static final Duration LONGEST = Duration.ofDays(366);

  private static final Pattern LOCAL_TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?");

  private final ZoneId zone;

  private ScheduleParser(ZoneId zone) {
    this.zone = zone;
  }

  static Schedule parse(ScheduleSpec spec) throws InvalidScheduleException {
    var parser = new ScheduleParser(zone(spec.timeZone()));
    List<Spans> open = parser.spans("schedule.open", spec.open());
    List<Spans> closed = parser.spans("schedule.closed", spec.closed());
    return new Schedule(parser.zone, open, closed, spec.closed());
  }

  private static ZoneId zone(@Nullable String name) throws InvalidScheduleException {
    if (isAbsent(name)) {
      throw new InvalidScheduleException(
          "schedule.timeZone is missing: write an IANA time zone such as \"Asia/Seoul\" or \"UTC\".");
    }
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
      throw invalid(
          "schedule.timeZone",
          name,
          "is not an IANA time zone; write one such as \"Asia/Seoul\" or \"UTC\"");
    }
    return ZoneId.of(name);
  }

  private List<Spans> spans(String list, List<ScheduleSpec.Entry> entries)
      throws InvalidScheduleException {
    var all = new ArrayList<Spans>();
    for (int i = 0; i < entries.size(); i++) {
      all.add(spans(list + "[" + i + "]", entries.get(i)));
    }
    return all;
  }

  private Spans spans(String field, ScheduleSpec.Entry entry) throws InvalidScheduleException {
    long kinds =
        Stream.of(entry.cron(), entry.rrule(), entry.from())
            .filter(text -> !isAbsent(text))
            .count();
    if (kinds != 1) {
      throw new InvalidScheduleException(
          "%s has %s of cron, rrule and from: write exactly one."
              .formatted(field, kinds == 0 ? "none" : "several"));
    }
    if (!isAbsent(entry.from())) {
      return oneOff(field, entry);
    }
    refuse(
        field + ".until",
        entry.until(),
        "goes with from only; for a rule write UNTIL in the rrule");
    Duration duration = duration(field + ".duration", entry.duration());
    LocalCalendar calendar =
        isAbsent(entry.cron()) ? rule(field, entry, duration) : cron(field, entry);
    return new Spans.Recurring(new ZonedCalendar(calendar, zone.getRules()), duration.toMillis());
  }

  private Spans oneOff(String field, ScheduleSpec.Entry entry) throws InvalidScheduleException {
    refuse(
        field + ".duration",
        entry.duration(),
        "goes with cron or rrule; a one-off span ends at its until");
    refuse(field + ".start", entry.start(), "goes with rrule; a one-off span starts at its from");
    LocalDateTime from = local(field + ".from", entry.from());
    LocalDateTime until = local(field + ".until", entry.until());
    if (!from.isBefore(until)) {
      throw invalid(
          field + ".until",
          entry.until(),
          "is not after from (" + entry.from() + "); write a later time");
    }
    return new Spans.OneOff(
        from.atZone(zone).toInstant().toEpochMilli(),
        until.atZone(zone).toInstant().toEpochMilli());
  }

  private static LocalCalendar cron(String field, ScheduleSpec.Entry entry)
      throws InvalidScheduleException {
    refuse(field + ".start", entry.start(), "goes with rrule; a cron entry has no start");
    return CronText.parse(field + ".cron", entry.cron() == null ? "" : entry.cron());
  }

  private static LocalCalendar rule(String field, ScheduleSpec.Entry entry, Duration duration)
      throws InvalidScheduleException {
    LocalDateTime start = local(field + ".start", entry.start());
    return RuleText.parse(
        field + ".rrule", entry.rrule() == null ? "" : entry.rrule(), start, duration);
  }

  private static Duration duration(String field, @Nullable String text)
      throws InvalidScheduleException {
    if (text == null || text.isBlank()) {
      throw new InvalidScheduleException(
          field + " is missing: write how long it lasts, such as \"6h\".");
    }
    Duration duration;
    try {
      duration = Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidScheduleException(field + ": " + e.getMessage());
    }
    if (duration.isZero()) {
      throw invalid(field, text, "is zero; write how long it lasts, such as \"6h\"");
    }
    if (duration.compareTo(LONGEST) > 0) {
      throw invalid(field, text, "is longer than a year; write at most \"8784h\"");
    }
    return duration;
  }

  private static LocalDateTime local(String field, @Nullable String text)
      throws InvalidScheduleException {
    if (text == null || text.isBlank()) {
      throw new InvalidScheduleException(
          field + " is missing: write a local date and time such as \"2026-12-24T00:00\".");
    }
    if (LOCAL_TIME.matcher(text).matches()) {
      try {
        LocalDateTime time = LocalDateTime.parse(text);
        if (time.getYear() >= 1970) {
          return time;
        }
      } catch (DateTimeException e) {
        throw invalid(
            field, text, "does not exist in the calendar; write a date and time that does");
      }
    }
    throw invalid(
        field,
        text,
        "is not a local date and time; write one from 1970 on such as \"2026-12-24T00:00\", without a zone");
  }

  private static void refuse(String field, @Nullable String text, String why)
      throws InvalidScheduleException {
    if (!isAbsent(text)) {
      throw invalid(field, text, why);
    }
  }

  private static boolean isAbsent(@Nullable String text) {
    return text == null || text.isBlank();
  }

  static InvalidScheduleException invalid(String field, @Nullable String text, String why) {
    return new InvalidScheduleException(field + ": " + Quoted.of(text) + " " + why + ".");
  }
}
