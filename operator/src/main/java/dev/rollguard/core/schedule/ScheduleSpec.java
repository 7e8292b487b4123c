package dev.rollguard.core.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedule as it is written: plain strings, nothing checked yet. */
public record ScheduleSpec(String timeZone, List<Entry> open, List<Entry> closed) {

  public ScheduleSpec {
    open = List.copyOf(open);
    closed = List.copyOf(closed);
  }

  /** One opening or one freeze: exactly one of {@code cron}, {@code rrule} and {@code from}. */
  public record Entry(
      String name,
      @Nullable String cron,
      @Nullable String rrule,
      @Nullable String start,
      @Nullable String from,
      @Nullable String until,
      @Nullable String duration,
      @Nullable String reason) {}
}
