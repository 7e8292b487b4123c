package dev.rollguard.policy;

import static dev.rollguard.policy.PublishedOpenings.FOREVER;

import dev.rollguard.core.schedule.Opening;
import dev.rollguard.core.schedule.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The openings of one schedule, remembered: a fault that opens compiles all windows anew, but not
 * their schedules.
 */
final class KnownOpenings {
  /** More than may be published: schedules are intersected, and cut after that. */
  private static final int MOST = 2 * PublishedOpenings.MOST;

  private static final int REMEMBERED = 2;

  private static final Map<Schedule, Map<Range, PublishedOpenings>> MEMORY =
      Collections.synchronizedMap(new WeakHashMap<>());

  private record Range(Instant from, Instant horizon) {}

  private KnownOpenings() {}

  /** What the schedule opens from here on; known up to the horizon, or less far when dense. */
  static PublishedOpenings of(Schedule schedule, Instant from, Instant horizon) {
    var memory = MEMORY.computeIfAbsent(schedule, s -> new ConcurrentHashMap<>());
    if (memory.size() > REMEMBERED) {
      memory.clear();
    }
    return memory.computeIfAbsent(
        new Range(from, horizon), r -> ask(schedule, r.from(), r.horizon()));
  }

  /** The last one is whole, also when it starts after the horizon: a yearly one is told too. */
  private static PublishedOpenings ask(Schedule schedule, Instant from, Instant horizon) {
    var list = new ArrayList<>(schedule.openings(from, horizon, MOST));
    if (list.size() < MOST) {
      var cut = !list.isEmpty() && list.getLast().until().equals(horizon);
      var last = horizon.minusMillis(1);
      var opens = cut ? Optional.of(list.removeLast().from()) : schedule.nextOpen(last);
      if (opens.isEmpty()) {
        return new PublishedOpenings(list, FOREVER, FOREVER);
      }
      var until = schedule.nextClose(cut ? last : opens.orElseThrow()).orElse(FOREVER);
      list.add(new Opening(opens.orElseThrow(), until));
    }
    return new PublishedOpenings(list, list.getLast().until(), FOREVER);
  }
}
