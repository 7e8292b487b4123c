package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.Spans.NONE;

import java.util.List;

/**
 * One question to a schedule: looks no further than its limit, and takes no more than its steps.
 */
final class Search {
  private final boolean always;
  private final List<Spans> open;
  private final List<Spans> closed;
  private final long limit;
  private int steps;

  Search(boolean always, List<Spans> open, List<Spans> closed, long limit, int steps) {
    this.always = always;
    this.open = open;
    this.closed = closed;
    this.limit = limit;
    this.steps = steps;
  }

  boolean exhausted() {
    return steps <= 0;
  }

  boolean openAt(long t) {
    return (always || end(open, t) != NONE) && end(closed, t) == NONE;
  }

  /** The first open time at or after {@code t} and before the limit, or NONE. */
  long openFrom(long t) {
    long at = t;
    while (at < limit && steps-- > 0) {
      long frozen = end(closed, at);
      if (frozen != NONE) {
        at = frozen;
      } else if (always || end(open, at) != NONE) {
        return at;
      } else {
        long start = start(open, at, limit);
        if (start == NONE) {
          return NONE;
        }
        at = start;
      }
    }
    return NONE;
  }

  /**
   * The first closed time after {@code t}, which is open: at most the limit, or how far the steps
   * reached.
   */
  long closedFrom(long t) {
    long freeze = start(closed, t, limit);
    long until = freeze == NONE ? limit : freeze;
    if (always) {
      return until;
    }
    long at = t;
    while (at < until && steps-- > 0) {
      long end = end(open, at);
      if (end == NONE) {
        return at;
      }
      at = end;
    }
    return Math.min(at, until);
  }

  private static long end(List<Spans> all, long t) {
    long latest = NONE;
    for (Spans spans : all) {
      latest = Math.max(latest, spans.endOf(t));
    }
    return latest;
  }

  private static long start(List<Spans> all, long from, long until) {
    long earliest = NONE;
    for (Spans spans : all) {
      long start = spans.firstStart(from, earliest == NONE ? until : earliest);
      earliest = start == NONE ? earliest : start;
    }
    return earliest;
  }
}
