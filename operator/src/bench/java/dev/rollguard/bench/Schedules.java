package dev.rollguard.bench;

import dev.rollguard.core.schedule.InvalidScheduleException;
import dev.rollguard.core.schedule.Schedule;
import dev.rollguard.core.schedule.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** The schedules that are measured, each with one freeze. */
public enum Schedules {
  /** Four nights a week in a zone without daylight saving. */
  NIGHTS("Asia/Seoul", new ScheduleSpec.Entry("nights", "0 22 * * MON-THU", null, null, null, null, "6h", null)),
  /** The same in a zone with daylight saving. */
  NIGHTS_DST("Europe/Berlin", new ScheduleSpec.Entry("nights", "0 22 * * MON-THU", null, null, null, null, "6h", null)),
  /** Every second Tuesday since 2020. */
  RULE(
      "Asia/Seoul",
      new ScheduleSpec.Entry(
          "tuesdays", null, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2020-01-07T14:00", null, null, "2h", null)),
  /** Searched up to the horizon. */
  NEVER("Asia/Seoul", new ScheduleSpec.Entry("never", "0 0 31 2 *", null, null, null, null, "6h", null));

  private static final int MOMENTS = 1 << 12;

  private final ScheduleSpec spec;

  Schedules(String zone, ScheduleSpec.Entry open) {
    var freeze =
        new ScheduleSpec.Entry(
            "year-end", null, null, null, "2026-12-24T00:00", "2027-01-02T09:00", null, "year-end freeze");
    spec = new ScheduleSpec(zone, List.of(open), List.of(freeze));
  }

  Schedule parse() {
    try {
      return Schedule.parse(spec);
    } catch (InvalidScheduleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Moments all over two years, so that no answer helps the next one. */
  static Instant[] moments() {
    var random = new Random(1);
    var all = new Instant[MOMENTS];
    for (int i = 0; i < MOMENTS; i++) {
      all[i] = Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextLong(Duration.ofDays(730).toMillis()));
    }
    return all;
  }
}
