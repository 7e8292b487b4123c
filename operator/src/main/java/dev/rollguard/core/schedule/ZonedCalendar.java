package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.LocalCalendar.NONE;

import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A local calendar seen in a zone; times are seconds since the epoch.
 *
 * <p>java.time resolves a local time in a gap, and one in an overlap, with the offset before the
 * transition. So each transition ends a segment of local times that all have one offset: up to
 * {@code T + max(before, after)}. Segments are sorted as local times; as instants, those of a gap
 * reach into the next segment.
 */
final class ZonedCalendar {
  private final LocalCalendar calendar;
  private final ZoneRules rules;

  ZonedCalendar(LocalCalendar calendar, ZoneRules rules) {
    this.calendar = calendar;
    this.rules = rules;
  }

  /** The first occurrence in {@code [from, until]}, or NONE. */
  long first(long from, long until) {
    ZoneOffsetTransition previous = rules.previousTransition(Instant.ofEpochSecond(from + 1));
    long best = until + 1;
    if (previous != null && from < lastInstantBefore(previous)) {
      int offset = previous.getOffsetBefore().getTotalSeconds();
      best = earlier(best, calendar.first(from + offset, localEnd(previous) - 1), offset);
    }
    long segmentStart = previous == null ? Long.MIN_VALUE : localEnd(previous);
    int offset = rules.getOffset(Instant.ofEpochSecond(from)).getTotalSeconds();
    ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochSecond(from));
    while (true) {
      long segmentEnd = next == null ? Long.MAX_VALUE : localEnd(next);
      long low = Math.max(from + offset, segmentStart);
      long high = Math.min(segmentEnd - 1, best - 1 + offset);
      best = low > high ? best : earlier(best, calendar.first(low, high), offset);
      if (next == null || best <= next.toEpochSecond()) {
        return best <= until ? best : NONE;
      }
      segmentStart = segmentEnd;
      offset = next.getOffsetAfter().getTotalSeconds();
      next = rules.nextTransition(next.getInstant());
    }
  }

  /** The last occurrence in {@code [from, until]}, or NONE. */
  long last(long from, long until) {
    ZoneOffsetTransition previous = rules.previousTransition(Instant.ofEpochSecond(until + 1));
    int offset = rules.getOffset(Instant.ofEpochSecond(until)).getTotalSeconds();
    long segmentEnd = Long.MAX_VALUE;
    long best = from - 1;
    while (true) {
      long segmentStart = previous == null ? Long.MIN_VALUE : localEnd(previous);
      long low = Math.max(best + 1 + offset, segmentStart);
      long high = Math.min(until + offset, segmentEnd - 1);
      long found = low > high ? NONE : calendar.last(low, high);
      best = found == NONE ? best : found - offset;
      if (previous == null || lastInstantBefore(previous) <= best + 1) {
        return best >= from ? best : NONE;
      }
      segmentEnd = segmentStart;
      offset = previous.getOffsetBefore().getTotalSeconds();
      previous = rules.previousTransition(previous.getInstant());
    }
  }

  private static long earlier(long best, long local, int offset) {
    return local == NONE ? best : Math.min(best, local - offset);
  }

  /** Where, in local time, the segment before the transition ends. */
  private static long localEnd(ZoneOffsetTransition transition) {
    return transition.toEpochSecond()
        + Math.max(
            transition.getOffsetBefore().getTotalSeconds(),
            transition.getOffsetAfter().getTotalSeconds());
  }

  /**
   * Where, as an instant, the segment before the transition ends: later than the transition when it
   * is a gap.
   */
  private static long lastInstantBefore(ZoneOffsetTransition transition) {
    return localEnd(transition) - transition.getOffsetBefore().getTotalSeconds();
  }
}
