package dev.rollguard.controller.change;

import dev.rollguard.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notices when somebody changes the template of a held Deployment again and again, as two
 * controllers do that fight over it. Each change would cost a Change and a dozen requests, without
 * end; so after ten within a minute, more than a person asks for, only what stands there every 10
 * seconds is taken in. The API server holds all the same.
 */
final class Flapping {
  static final int MOST = 10;
  static final Duration WITHIN = Duration.ofMinutes(1);
  static final Duration SLOWER = Duration.ofSeconds(10);

  /** The requests of one Deployment in the last minute. */
  private static final class Recent {
    private final Deque<Instant> times = new ArrayDeque<>();
    private boolean told;

    synchronized Optional<Instant> waits(Instant now) {
      return isFight(now)
          ? Optional.of(times.getLast().plus(SLOWER)).filter(now::isBefore)
          : Optional.empty();
    }

    synchronized boolean note(Instant now) {
      times.addLast(now);
      var news = isFight(now) && !told;
      told = isFight(now);
      return news;
    }

    synchronized boolean isFight(Instant now) {
      while (!times.isEmpty() && !times.getFirst().plus(WITHIN).isAfter(now)) {
        times.removeFirst();
      }
      return times.size() >= MOST;
    }

    synchronized boolean isOver(Instant now) {
      return !isFight(now) && times.isEmpty();
    }
  }

  private final Map<String, Recent> byUid = new ConcurrentHashMap<>();

  /** Until when the next request of the Deployment waits; empty when it may be taken in. */
  Optional<Instant> waits(Workload workload, Instant now) {
    var recent = byUid.get(workload.getMetadata().getUid());
    return recent == null ? Optional.empty() : recent.waits(now);
  }

  /** Notes a request that was taken in. Answers whether it is the one that makes it a fight. */
  boolean note(Workload workload, Instant now) {
    byUid.values().removeIf(recent -> recent.isOver(now));
    return byUid.computeIfAbsent(workload.getMetadata().getUid(), uid -> new Recent()).note(now);
  }
}
