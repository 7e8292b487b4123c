package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.cron;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.schedule.Opening;
import dev.rollguard.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedOpeningsTest {
  private static final List<String> ZONES =
      List.of("Asia/Seoul", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "Etc/UTC");

  /** Schedules from one opening a month to one every two minutes, at times of 2026. */
  record Drawn(List<Schedule> schedules, Instant now, long seed) {
    static Drawn of(long seed) {
      var random = new Random(seed);
      var zone = ZONES.get(random.nextInt(ZONES.size()));
      var first = cron(zone, drawCron(random), drawDuration(random));
      var second = cron(zone, "0 */6 * * *", "%dm".formatted(1 + random.nextInt(360)));
      var now = Instant.ofEpochSecond(1_767_225_600L + random.nextInt(365 * 86_400));
      return new Drawn(random.nextInt(3) == 0 ? List.of(first, second) : List.of(first), now, seed);
    }

    private static String drawCron(Random random) {
      return switch (random.nextInt(5)) {
        case 0 -> "*/%d * * * *".formatted(2 + random.nextInt(10));
        case 1 -> "%d */2 * * *".formatted(random.nextInt(60));
        case 2 -> "%d %d * * *".formatted(random.nextInt(60), random.nextInt(24));
        case 3 -> "0 %d * * %d".formatted(random.nextInt(24), random.nextInt(7));
        default -> "30 2 %d * *".formatted(1 + random.nextInt(28));
      };
    }

    private static String drawDuration(Random random) {
      return switch (random.nextInt(3)) {
        case 0 -> "%ds".formatted(30 + random.nextInt(90));
        case 1 -> "%dm".formatted(1 + random.nextInt(90));
        default -> "%dh".formatted(1 + random.nextInt(30));
      };
    }

    boolean openAt(Instant t) {
      return schedules.stream().allMatch(s -> s.openAt(t));
    }
  }

  static List<Drawn> drawn() {
    return LongStream.range(0, 150).mapToObj(Drawn::of).toList();
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void theApiServerIsToldExactlyTheScheduleAsFarAsItIsTold(Drawn drawn) {
    var published = PublishedOpenings.of(drawn.schedules(), drawn.now(), PublishedOpenings.MOST);

    assertThat(published.list()).hasSizeLessThanOrEqualTo(PublishedOpenings.MOST);
    assertThat(published.until()).isAfter(published.renewAt());
    assertThat(published.renewAt()).isAfter(drawn.now());
    var random = new Random(drawn.seed());
    var end =
        PublishedOpenings.earlier(
            published.until(), drawn.now().plus(PublishedOpenings.HORIZON.multipliedBy(2)));
    var reach = Duration.between(drawn.now(), end).toSeconds();
    IntStream.range(0, 200)
        .mapToObj(i -> drawn.now().plusSeconds(random.nextLong(reach)))
        .forEach(t ->
            assertThat(published.list().stream().anyMatch(o -> o.contains(t)))
                .as("open at %s", t)
                .isEqualTo(drawn.openAt(t)));
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void theyStayTheSameUntilTheyAreRenewed(Drawn drawn) {
    var now = PublishedOpenings.of(drawn.schedules(), drawn.now(), PublishedOpenings.MOST);
    var later =
        PublishedOpenings.of(
            drawn.schedules(), now.renewAt().minusMillis(1), PublishedOpenings.MOST);

    assertThat(later).isEqualTo(now);
  }

  @Test
  void aSchedulePublishesWhatItOpens() {
    var nights = cron("Asia/Seoul", "0 22 * * MON-THU", "6h");
    var day = Instant.parse("2026-11-23T00:00:00Z");

    var published = PublishedOpenings.of(List.of(nights), Inputs.NOW, PublishedOpenings.MOST);

    var next = Instant.parse("2027-02-22T13:00:00Z");
    assertThat(published.list())
        .startsWith(nights.openings(day, day.plus(Duration.ofDays(91))).toArray(Opening[]::new))
        .endsWith(new Opening(next, next.plus(Duration.ofHours(6))));
    assertThat(published.until()).isEqualTo(next.plus(Duration.ofHours(6)));
    assertThat(published.renewAt()).isEqualTo(day.plus(Duration.ofDays(1)));
  }

  @Test
  void aDenseScheduleIsToldLessFarAhead() {
    var dense = cron("Etc/UTC", "*/5 * * * *", "1m");

    var published = PublishedOpenings.of(List.of(dense), Inputs.NOW, PublishedOpenings.MOST);

    assertThat(published.list()).hasSize(200);
    assertThat(published.until()).isEqualTo(Inputs.NOW.plus(Duration.ofMinutes(1000)));
    assertThat(published.renewAt()).isEqualTo(Inputs.NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void anOpeningNextYearIsToldToo() {
    var yearly = cron("Etc/UTC", "0 12 1 6 *", "2h");

    var published = PublishedOpenings.of(List.of(yearly), Inputs.NOW, PublishedOpenings.MOST);

    assertThat(published.list())
        .containsExactly(
            new Opening(
                Instant.parse("2027-06-01T12:00:00Z"), Instant.parse("2027-06-01T14:00:00Z")));
    assertThat(published.until()).isEqualTo(Instant.parse("2027-06-01T14:00:00Z"));
  }

  @Test
  void withoutAScheduleItIsOpenForEver() {
    var published =
        PublishedOpenings.of(List.of(Schedule.always()), Inputs.NOW, PublishedOpenings.MOST);

    assertThat(published.always()).isTrue();
    assertThat(published.until()).isEqualTo(PublishedOpenings.FOREVER);
  }

  @Test
  void partsOfASecondAreClosed() {
    var list =
        PublishedOpenings.of(
                List.of(cron("Etc/UTC", "0 12 * * *", "1500ms")),
                Inputs.NOW,
                PublishedOpenings.MOST)
            .list();

    assertThat(list.getFirst())
        .isEqualTo(
            new Opening(
                Instant.parse("2026-11-23T12:00:00Z"), Instant.parse("2026-11-23T12:00:01Z")));
  }
}
