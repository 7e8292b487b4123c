package dev.rollguard.core.schedule;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/**
 * An RFC 5545 rule, evaluated by lib-recur without a zone. A rule can only be walked forward from
 * its start, so the occurrences around the last question are kept; the next question is nearly
 * always close to it.
 */
final class RuleCalendar implements LocalCalendar {
  private static final int CHUNK = 512;

  /** All occurrences in {@code [from, until)}. */
  private record Chunk(long from, long until, long[] occurrences) {}

  private final RecurrenceRule rule;
  private final DateTime start;
  private final long lookback;
  private volatile Chunk cache = new Chunk(0, 0, new long[0]);

  /** {@code lookback}: how many seconds before the time of a question its answer may lie. */
  RuleCalendar(RecurrenceRule rule, LocalDateTime start, long lookback) {
    this.rule = rule;
    this.start = new DateTime(null, start.toEpochSecond(ZoneOffset.UTC) * 1000);
    this.lookback = lookback;
  }

  @Override
  public long first(long from, long until) {
    for (Chunk chunk = chunk(from); ; chunk = chunk(chunk.until)) {
      int i = position(chunk.occurrences, from);
      if (i < chunk.occurrences.length) {
        return chunk.occurrences[i] <= until ? chunk.occurrences[i] : NONE;
      }
      if (chunk.until > until) {
        return NONE;
      }
    }
  }

  @Override
  public long last(long from, long until) {
    long best = NONE;
    for (Chunk chunk = chunk(from); ; chunk = chunk(chunk.until)) {
      int i = position(chunk.occurrences, until + 1) - 1;
      if (i >= 0 && chunk.occurrences[i] >= from) {
        best = chunk.occurrences[i];
      }
      if (chunk.until > until) {
        return best;
      }
    }
  }

  /** Where the first occurrence at or after {@code time} is. */
  private static int position(long[] occurrences, long time) {
    int found = Arrays.binarySearch(occurrences, time);
    return found >= 0 ? found : -found - 1;
  }

  private Chunk chunk(long at) {
    Chunk chunk = cache;
    if (at < chunk.from || at >= chunk.until) {
      chunk = load(at == chunk.until ? at : at - lookback);
      if (at >= chunk.until) {
        chunk = load(at);
      }
      cache = chunk;
    }
    return chunk;
  }

  private Chunk load(long from) {
    var found = new long[CHUNK];
    int count = 0;
    try {
      RecurrenceRuleIterator all = rule.iterator(start);
      all.fastForward(from * 1000);
      while (all.hasNext()) {
        long next = Math.floorDiv(all.nextMillis(), 1000L);
        if (count == CHUNK) {
          return new Chunk(from, next, found);
        }
        if (next >= from) {
          found[count++] = next;
        }
      }
    } catch (IllegalArgumentException givenUp) {
      // lib-recur gives up after 1,000 periods without an occurrence: the rule has ended.
      return new Chunk(from, Long.MAX_VALUE, Arrays.copyOf(found, count));
    }
    return new Chunk(from, Long.MAX_VALUE, Arrays.copyOf(found, count));
  }
}
