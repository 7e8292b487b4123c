package dev.rollguard.policy;

import dev.rollguard.core.schedule.Opening;
import dev.rollguard.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The openings that the API server is told, so that it can follow a schedule by itself.
 *
 * <p>They start at a round time before now and not at now: the literal stays the same until the
 * next round time, and so does the policy. A dense schedule takes a finer one.
 *
 * @param list sorted, disjoint, in whole seconds; empty: always closed
 * @param until up to when they are all that the schedule has
 * @param renewAt when to publish the next ones
 */
record PublishedOpenings(List<Opening> list, Instant until, Instant renewAt) {
  /** Later than any time that matters; also the end of what never ends. */
  static final Instant FOREVER = Instant.parse("9999-12-31T23:59:59Z");

  static final int MOST = 200;
  static final Duration HORIZON = Duration.ofDays(90);
  static final PublishedOpenings CLOSED = new PublishedOpenings(List.of(), FOREVER, FOREVER);

  private static final List<Duration> ROUNDINGS =
      List.of(
          Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(10), Duration.ofMinutes(1));

  /** When all of these schedules are open; at most so many openings. */
  static PublishedOpenings of(List<Schedule> schedules, Instant now, int most) {
    var published = CLOSED;
    for (var rounding : ROUNDINGS) {
      published = of(schedules, now, most, rounding);
      if (!published.until.isBefore(published.renewAt.plus(rounding))) {
        break;
      }
    }
    return published;
  }

  private static PublishedOpenings of(
      List<Schedule> schedules, Instant now, int most, Duration rounding) {
    var from =
        Instant.ofEpochSecond(
            Math.floorDiv(now.getEpochSecond(), rounding.toSeconds()) * rounding.toSeconds());
    var renewAt = from.plus(rounding);
    var known = intersect(schedules, from, renewAt.plus(HORIZON));
    if (known.list.size() > most) {
      return new PublishedOpenings(
          inSeconds(known.list.subList(0, most)), known.list.get(most).from(), renewAt);
    }
    return new PublishedOpenings(inSeconds(known.list), known.until, renewAt);
  }

  private static PublishedOpenings intersect(
      List<Schedule> schedules, Instant from, Instant horizon) {
    var all = new PublishedOpenings(List.of(new Opening(from, FOREVER)), FOREVER, FOREVER);
    for (var schedule : schedules) {
      all = all.intersect(KnownOpenings.of(schedule, from, horizon));
    }
    return all;
  }

  private PublishedOpenings intersect(PublishedOpenings other) {
    var both = new ArrayList<Opening>();
    int mine = 0;
    int theirs = 0;
    while (mine < list.size() && theirs < other.list.size()) {
      var a = list.get(mine);
      var b = other.list.get(theirs);
      var from = a.from().isAfter(b.from()) ? a.from() : b.from();
      var end = a.until().isBefore(b.until()) ? a.until() : b.until();
      if (from.isBefore(end)) {
        both.add(new Opening(from, end));
      }
      if (end.equals(a.until())) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new PublishedOpenings(both, earlier(until, other.until), FOREVER);
  }

  /** The API server's stamps are cut to seconds: what is rounded is rounded to closed. */
  private static List<Opening> inSeconds(List<Opening> list) {
    var rounded = new ArrayList<Opening>();
    for (var opening : list) {
      var from = Instant.ofEpochSecond(opening.from().plusNanos(999_999_999).getEpochSecond());
      var until = Instant.ofEpochSecond(opening.until().getEpochSecond());
      if (from.isBefore(until)) {
        rounded.add(new Opening(from, until));
      }
    }
    return List.copyOf(rounded);
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /** Open from ever to ever: the API server needs no clock for it. */
  boolean always() {
    return list.size() == 1
        && list.getFirst().until().equals(FOREVER)
        && !list.getFirst().from().plus(ROUNDINGS.getFirst()).isAfter(renewAt);
  }
}
