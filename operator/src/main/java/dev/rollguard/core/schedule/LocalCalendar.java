package dev.rollguard.core.schedule;

/** Occurrences as local date-times, in seconds since 1970-01-01T00:00 local; knows no zone. */
interface LocalCalendar {
  /** No occurrence in the range. */
  long NONE = Long.MIN_VALUE;

  /** The first occurrence in {@code [from, until]}, or {@link #NONE}. */
  long first(long from, long until);

  /** The last occurrence in {@code [from, until]}, or {@link #NONE}. */
  long last(long from, long until);
}
