package dev.rollguard.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to write schedules in tests. */
final class Specs {
  private Specs() {}

  static ScheduleSpec.Entry cron(String cron, @Nullable String duration) {
    return entry(cron, null, null, null, null, duration);
  }

  static ScheduleSpec.Entry rule(String rrule, @Nullable String start, String duration) {
    return entry(null, rrule, start, null, null, duration);
  }

  static ScheduleSpec.Entry span(String from, @Nullable String until) {
    return entry(null, null, null, from, until, null);
  }

  static ScheduleSpec.Entry entry(
      @Nullable String cron,
      @Nullable String rrule,
      @Nullable String start,
      @Nullable String from,
      @Nullable String until,
      @Nullable String duration) {
    return new ScheduleSpec.Entry("entry", cron, rrule, start, from, until, duration, null);
  }

  static Schedule open(String zone, ScheduleSpec.Entry... open) {
    return schedule(zone, List.of(open), List.of());
  }

  static Schedule frozen(String zone, ScheduleSpec.Entry... closed) {
    return schedule(zone, List.of(), List.of(closed));
  }

  static Schedule schedule(
      String zone, List<ScheduleSpec.Entry> open, List<ScheduleSpec.Entry> closed) {
    return parse(new ScheduleSpec(zone, open, closed));
  }

  static Schedule parse(ScheduleSpec spec) {
    try {
      return Schedule.parse(spec);
    } catch (InvalidScheduleException e) {
      throw new AssertionError(e);
    }
  }

  /** A local time in a zone; in an overlap the earlier one. */
  static Instant at(String zone, String local) {
    return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
  }
}
