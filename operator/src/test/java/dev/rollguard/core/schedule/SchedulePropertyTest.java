package dev.rollguard.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for any schedule in any zone, near its daylight-saving transitions above all. */
class SchedulePropertyTest {
  private static final int RUNS = 300;

  @Test
  void openingsAreThoseOfTheModel() {
    Seeds.forEach(
        RUNS,
        random -> {
          var any = RandomSchedule.of(random);
          assertThat(any.parsed().openings(any.from(), any.until()))
              .as(any.toString())
              .isEqualTo(new Model(any).openings());
        });
  }

  @Test
  void itIsOpenInTheMinutesOfTheModel() {
    Seeds.forEach(
        RUNS,
        random -> {
          var any = RandomSchedule.of(random);
          var model = new Model(any);
          Schedule schedule = any.parsed();
          for (int minute = 0; minute < model.length(); minute++) {
            Instant t = model.minute(minute).plusNanos(random.nextLong(60_000_000_000L));
            assertThat(schedule.openAt(t)).as("%s at %s", any, t).isEqualTo(model.open.get(minute));
            assertThat(schedule.freezeAt(t).isPresent())
                .as("%s at %s", any, t)
                .isEqualTo(model.closed.get(minute));
          }
        });
  }

  @Test
  void theNextOpeningAndClosingAreThoseOfTheModel() {
    Seeds.forEach(
        RUNS,
        random -> {
          var any = RandomSchedule.of(random);
          var model = new Model(any);
          Schedule schedule = any.parsed();
          for (int i = 0; i < 8; i++) {
            int minute = random.nextInt(model.length());
            Instant t =
                model.minute(minute).plusMillis(random.nextInt(2) * random.nextLong(60_000));
            agrees(any, t, schedule.nextOpen(t), model, next(model, minute, true));
            agrees(any, t, schedule.nextClose(t), model, next(model, minute, false));
          }
        });
  }

  @Test
  void openingsAreSortedAndDisjoint() {
    forEachWithOpenings((any, openings) -> {
      Instant last = any.from().minusNanos(1);
      for (Opening opening : openings) {
        assertThat(opening.from()).as(any.toString()).isAfter(last);
        assertThat(opening.until()).as(any.toString()).isAfter(opening.from());
        last = opening.until();
      }
      assertThat(last).as(any.toString()).isBeforeOrEqualTo(any.until());
    });
  }

  @Test
  void openAtIsMembershipInTheOpenings() {
    forEachWithOpenings((any, openings) -> {
      Schedule schedule = any.parsed();
      for (Instant t = any.from(); t.isBefore(any.until()); t = t.plus(Duration.ofMinutes(7))) {
        Instant at = t;
        assertThat(schedule.openAt(t))
            .as("%s at %s", any, t)
            .isEqualTo(openings.stream().anyMatch(opening -> opening.contains(at)));
      }
    });
  }

  @Test
  void nextIsLaterAndTrue() {
    Seeds.forEach(
        RUNS,
        random -> {
          var any = RandomSchedule.of(random);
          Schedule schedule = any.parsed();
          Instant t = within(random, any);
          schedule.nextOpen(t).ifPresent(next -> changes(any, schedule, t, next, true));
          schedule.nextClose(t).ifPresent(next -> changes(any, schedule, t, next, false));
        });
  }

  @Test
  void openingsOfASplitRangeAreThoseOfTheWhole() {
    forEachWithOpenings((any, whole) -> {
      Instant split = within(new Random(any.hashCode()), any);
      var parts = new ArrayList<>(any.parsed().openings(any.from(), split));
      for (Opening opening : any.parsed().openings(split, any.until())) {
        boolean joins = !parts.isEmpty() && parts.getLast().until().equals(opening.from());
        parts.add(joins ? new Opening(parts.removeLast().from(), opening.until()) : opening);
      }
      assertThat(parts).as("%s split at %s", any, split).isEqualTo(whole);
    });
  }

  @Test
  void theAnswerDoesNotDependOnEarlierQuestions() {
    Seeds.forEach(
        RUNS,
        random -> {
          var any = RandomSchedule.of(random);
          Schedule used = any.parsed();
          for (int i = 0; i < 4; i++) {
            Instant t = within(random, any).plus(Duration.ofDays(random.nextInt(4000) - 2000L));
            assertThat(used.nextOpen(t)).as("%s at %s", any, t).isEqualTo(any.parsed().nextOpen(t));
            assertThat(used.openAt(t)).as("%s at %s", any, t).isEqualTo(any.parsed().openAt(t));
          }
        });
  }

  private interface Check {
    void check(RandomSchedule schedule, List<Opening> openings);
  }

  private static void forEachWithOpenings(Check check) {
    Seeds.forEach(
        RUNS,
        random -> {
          var any = RandomSchedule.of(random);
          check.check(any, any.parsed().openings(any.from(), any.until()));
        });
  }

  private static void changes(
      RandomSchedule any, Schedule schedule, Instant t, Instant next, boolean open) {
    assertThat(next).as("%s at %s", any, t).isAfter(t);
    assertThat(schedule.openAt(next)).as("%s at %s", any, next).isEqualTo(open);
    assertThat(schedule.openAt(next.minusMillis(1))).as("%s before %s", any, next).isEqualTo(!open);
  }

  /** The minute in which the model turns open (or closed) next, or -1. */
  private static int next(Model model, int minute, boolean open) {
    int other = open ? model.open.nextClearBit(minute) : model.open.nextSetBit(minute);
    int found =
        other < 0 ? -1 : open ? model.open.nextSetBit(other) : model.open.nextClearBit(other);
    return found < model.length() ? found : -1;
  }

  private static void agrees(
      RandomSchedule any, Instant t, Optional<Instant> next, Model model, int expected) {
    if (expected >= 0) {
      assertThat(next).as("%s at %s", any, t).contains(model.minute(expected));
    } else {
      next.ifPresent(
          found -> assertThat(found).as("%s at %s", any, t).isAfterOrEqualTo(any.until()));
    }
  }

  private static Instant within(Random random, RandomSchedule any) {
    return any.from()
        .plusMillis(random.nextLong(Duration.between(any.from(), any.until()).toMillis()));
  }
}
