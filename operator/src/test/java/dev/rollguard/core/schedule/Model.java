package dev.rollguard.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a schedule means, said as plainly as possible: every local minute of a short range is tried,
 * java.time resolves those that fire, and every minute of their openings is ticked.
 */
final class Model {
  private final Instant from;
  private final int length;
  final BitSet open = new BitSet();
  final BitSet closed = new BitSet();

  Model(RandomSchedule schedule) {
    from = schedule.from();
    length = (int) Duration.between(from, schedule.until()).toMinutes();
    schedule.open().forEach(entry -> tick(open, schedule.zone(), entry));
    schedule.closed().forEach(entry -> tick(closed, schedule.zone(), entry));
    if (schedule.open().isEmpty()) {
      open.set(0, length);
    }
    open.andNot(closed);
  }

  List<Opening> openings() {
    var all = new ArrayList<Opening>();
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i)) {
      int start = i;
      i = open.nextClearBit(i);
      all.add(new Opening(minute(start), minute(i)));
    }
    return all;
  }

  Instant minute(int number) {
    return from.plus(Duration.ofMinutes(number));
  }

  int length() {
    return length;
  }

  private void tick(BitSet minutes, ZoneId zone, RandomEntry entry) {
    if (entry.fires() == null) {
      tick(minutes, entry.from().atZone(zone).toInstant(), entry.until().atZone(zone).toInstant());
      return;
    }
    LocalDateTime local =
        from.atZone(zone).toLocalDateTime().minusDays(1).minusMinutes(entry.minutes());
    LocalDateTime last = minute(length).atZone(zone).toLocalDateTime().plusDays(1);
    for (; local.isBefore(last); local = local.plusMinutes(1)) {
      if (entry.fires().test(local)) {
        Instant start = local.atZone(zone).toInstant();
        tick(minutes, start, start.plus(Duration.ofMinutes(entry.minutes())));
      }
    }
  }

  private void tick(BitSet minutes, Instant start, Instant end) {
    long low = Math.max(0, Duration.between(from, start).toMinutes());
    long high = Math.min(length, Duration.between(from, end).toMinutes());
    if (low < high) {
      minutes.set((int) low, (int) high);
    }
  }
}
