package dev.rollguard.core.schedule;

/**
 * The spans of one entry of a schedule; they may overlap. Times are milliseconds since the epoch.
 */
sealed interface Spans {
  long NONE = LocalCalendar.NONE;

  /** The start of the last span that contains {@code t}, or NONE. */
  long startOf(long t);

  /** The latest end of a span that contains {@code t}, or NONE. */
  long endOf(long t);

  /** The first start in {@code [from, until]}, or NONE. */
  long firstStart(long from, long until);

  /** {@code [from, until)}; empty when a gap of the zone swallows it. */
  record OneOff(long from, long until) implements Spans {
    @Override
    public long startOf(long t) {
      return from <= t && t < until ? from : NONE;
    }

    @Override
    public long endOf(long t) {
      return from <= t && t < until ? until : NONE;
    }

    @Override
    public long firstStart(long first, long last) {
      return first <= from && from <= last && from < until ? from : NONE;
    }
  }

  /** Occurrences that all last equally long in elapsed time. */
  record Recurring(ZonedCalendar starts, long millis) implements Spans {
    @Override
    public long startOf(long t) {
      long start = starts.last(seconds(t - millis + 1), Math.floorDiv(t, 1000L));
      return start == NONE ? NONE : start * 1000;
    }

    @Override
    public long endOf(long t) {
      long start = startOf(t);
      return start == NONE ? NONE : start + millis;
    }

    @Override
    public long firstStart(long from, long until) {
      long start = starts.first(seconds(from), Math.floorDiv(until, 1000L));
      return start == NONE ? NONE : start * 1000;
    }

    private static long seconds(long millis) {
      return Math.ceilDiv(millis, 1000L);
    }
  }
}
