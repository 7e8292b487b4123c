package dev.rollguard.core.schedule;

import static dev.rollguard.core.schedule.Specs.at;
import static dev.rollguard.core.schedule.Specs.cron;
import static dev.rollguard.core.schedule.Specs.frozen;
import static dev.rollguard.core.schedule.Specs.span;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreezesTest {
  private static final String SEOUL = "Asia/Seoul";

  @Test
  void theyAreListedInTheirOrderAlsoWhenTheyOverlap() {
    Schedule schedule =
        frozen(
            SEOUL,
            span("2026-12-24T00:00", "2027-01-02T09:00"),
            span("2026-12-30T00:00", "2027-01-05T09:00"),
            span("2026-12-01T00:00", "2026-12-02T00:00"));

    assertThat(schedule.freezes(at(SEOUL, "2026-11-01T00:00"), at(SEOUL, "2027-11-01T00:00"), 50))
        .extracting(Freeze::until)
        .containsExactly(
            at(SEOUL, "2026-12-02T00:00"),
            at(SEOUL, "2027-01-02T09:00"),
            at(SEOUL, "2027-01-05T09:00"));
  }

  @Test
  void theOneInForceAtTheStartIsListedAndNoneBeyondTheHorizon() {
    Schedule schedule = frozen(SEOUL, cron("0 9 * * MON", "9h"));

    assertThat(schedule.freezes(at(SEOUL, "2026-11-23T12:00"), at(SEOUL, "2026-12-07T08:00"), 50))
        .extracting(Freeze::from)
        .containsExactly(at(SEOUL, "2026-11-23T09:00"), at(SEOUL, "2026-11-30T09:00"));
    assertThat(schedule.freezes(at(SEOUL, "2026-11-23T12:00"), at(SEOUL, "2027-12-07T08:00"), 1))
        .hasSize(1);
  }
}
