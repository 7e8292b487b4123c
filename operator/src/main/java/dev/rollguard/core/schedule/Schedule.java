package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.Spans.NONE;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a window is open. Immutable and thread-safe.
 *
 * <p>Occurrences are local date-times that java.time resolves in the zone (gap: shifted forward by
 * its length; overlap: the earlier offset). An opening lasts its duration in elapsed time,
 * half-open. Openings that touch or overlap are one. Closed beats open. Without any opening a
 * schedule is open but for its freezes.
 *
 * <p>Searches look {@link #HORIZON} ahead and take a bounded number of steps; what lies beyond is
 * answered as empty.
 */
public final class Schedule {
  /** How far {@link #nextOpen} and {@link #nextClose} look. */
  public static final Duration HORIZON = Duration.ofDays(5 * 366);

  /** The most openings that {@link #openings(Instant, Instant)} lists. */
  public static final int MOST_OPENINGS = 4_000;

  /**
   * A span or a gap between two is one step; a denser schedule is answered for as far as it was
   * seen.
   */
  private static final int STEPS = 4_000;

  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9900-01-01T00:00:00Z");
  private static final Schedule ALWAYS =
      new Schedule(ZoneOffset.UTC, List.of(), List.of(), List.of());

  private final ZoneId zone;
  private final List<Spans> open;
  private final List<Spans> closed;
  private final List<ScheduleSpec.Entry> freezes;

  Schedule(ZoneId zone, List<Spans> open, List<Spans> closed, List<ScheduleSpec.Entry> freezes) {
    this.zone = zone;
    this.open = List.copyOf(open);
    this.closed = List.copyOf(closed);
    this.freezes = List.copyOf(freezes);
  }

  public static Schedule parse(ScheduleSpec spec) throws InvalidScheduleException {
    return ScheduleParser.parse(spec);
  }

  /** The schedule of a window that has none. */
  public static Schedule always() {
    return ALWAYS;
  }

  public ZoneId zone() {
    return zone;
  }

  public boolean openAt(Instant t) {
    return search(millis(t), STEPS).openAt(millis(t));
  }

  /** When it goes from closed to open the next time, strictly after {@code t}. */
  public Optional<Instant> nextOpen(Instant t) {
    long at = millis(t);
    long limit = at + HORIZON.toMillis();
    Search search = search(limit, STEPS);
    long closing = search.openAt(at) ? search.closedFrom(at) : at;
    if (closing >= limit || search.exhausted()) {
      return Optional.empty();
    }
    long opening = search.openFrom(closing);
    return opening == NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(opening));
  }

  /** When it goes from open to closed the next time, strictly after {@code t}. */
  public Optional<Instant> nextClose(Instant t) {
    long at = millis(t);
    long limit = at + HORIZON.toMillis();
    Search search = search(limit, STEPS);
    long opening = search.openFrom(at);
    if (opening == NONE) {
      return Optional.empty();
    }
    long closing = search.closedFrom(opening);
    return closing >= limit || search.exhausted()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(closing));
  }

  /**
   * Sorted, disjoint, merged, freezes cut out, clipped to {@code [from, horizon)}; at most {@link
   * #MOST_OPENINGS}.
   */
  public List<Opening> openings(Instant from, Instant horizon) {
    return openings(from, horizon, MOST_OPENINGS);
  }

  /** The first {@code most} openings. */
  public List<Opening> openings(Instant from, Instant horizon, int most) {
    long limit = millis(horizon);
    Search search = search(limit, 5 * MOST_OPENINGS);
    var all = new ArrayList<Opening>();
    long at = millis(from);
    while (all.size() < most && !search.exhausted()) {
      long opening = search.openFrom(at);
      if (opening == NONE) {
        break;
      }
      at = search.closedFrom(opening);
      all.add(new Opening(Instant.ofEpochMilli(opening), Instant.ofEpochMilli(at)));
    }
    return List.copyOf(all);
  }

  /** The freeze in force at {@code t}; of several the one that ends last. */
  public Optional<Freeze> freezeAt(Instant t) {
    long at = millis(t);
    long latest = NONE;
    int found = -1;
    for (int i = 0; i < closed.size(); i++) {
      long end = closed.get(i).endOf(at);
      if (end > latest) {
        latest = end;
        found = i;
      }
    }
    if (found < 0) {
      return Optional.empty();
    }
    ScheduleSpec.Entry entry = freezes.get(found);
    String reason =
        entry.reason() == null || entry.reason().isBlank() ? entry.name() : entry.reason();
    Instant from = Instant.ofEpochMilli(closed.get(found).startOf(at));
    return Optional.of(new Freeze(entry.name(), reason, from, Instant.ofEpochMilli(latest)));
  }

  /** The freezes in force in {@code [from, horizon)}, in their order; at most so many. */
  public List<Freeze> freezes(Instant from, Instant horizon, int most) {
    var all = new ArrayList<Freeze>();
    Instant at = from;
    while (all.size() < most && at.isBefore(horizon)) {
      Optional<Freeze> freeze = freezeAt(at);
      freeze.ifPresent(all::add);
      Instant here = at;
      at = freeze.map(Freeze::until).orElseGet(() -> firstFreeze(here, horizon));
    }
    return List.copyOf(all);
  }

  private Instant firstFreeze(Instant from, Instant horizon) {
    long limit = millis(horizon);
    return Instant.ofEpochMilli(
        closed.stream()
            .mapToLong(spans -> spans.firstStart(millis(from), limit))
            .filter(start -> start != NONE)
            .min()
            .orElse(limit));
  }

  private Search search(long limit, int steps) {
    return new Search(open.isEmpty(), open, closed, limit, steps);
  }

  private static long millis(Instant t) {
    return (t.isBefore(EARLIEST) ? EARLIEST : t.isAfter(LATEST) ? LATEST : t).toEpochMilli();
  }
}
