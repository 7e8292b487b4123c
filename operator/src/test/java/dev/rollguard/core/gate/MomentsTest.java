package dev.rollguard.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
  private static final Instant NOW = Instant.parse("2026-05-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "Asia/Seoul, 2026-05-21T13:00:00Z, 22:00 KST",
    "Europe/Berlin, 2026-05-21T13:00:00Z, 15:00 CEST",
    "Europe/Berlin, 2026-12-24T13:00:00Z, 2026-12-24 14:00 CET",
    "America/New_York, 2026-05-21T13:00:00Z, 09:00 EDT",
    "UTC, 2026-05-21T13:00:00Z, 13:00 UTC",
    "Z, 2026-05-21T13:00:00Z, 13:00 UTC",
  })
  void timesCarryTheirZone(String zone, Instant moment, String text) {
    assertThat(Moments.format(moment, ZoneId.of(zone), NOW)).isEqualTo(text);
  }

  /** It is 21:00 in Seoul, so the same evening ends three hours later. */
  @ParameterizedTest
  @CsvSource({
    "2026-05-21T14:59:00Z, 23:59 KST",
    "2026-05-21T15:00:00Z, 2026-05-22 00:00 KST",
    "2026-05-20T15:00:00Z, 00:00 KST",
    "2026-05-20T14:59:00Z, 2026-05-20 23:59 KST",
  })
  void anotherDayOfTheZoneIsNamed(Instant moment, String text) {
    assertThat(Moments.format(moment, ZoneId.of("Asia/Seoul"), NOW)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-21T12:00:05Z, 12:00:05 UTC",
    "2026-05-21T12:09:59Z, 12:09:59 UTC",
    "2026-05-21T12:10:00Z, 12:10 UTC",
    "2026-05-21T12:10:05Z, 12:10 UTC",
    "2026-05-21T11:50:01Z, 11:50:01 UTC",
    "2026-05-21T11:49:59Z, 11:49 UTC",
    "2026-05-21T12:05:00Z, 12:05 UTC",
  })
  void secondsAreToldOnlyWithinTenMinutes(Instant moment, String text) {
    assertThat(Moments.format(moment, ZoneOffset.UTC, NOW)).isEqualTo(text);
  }

  @Test
  void theYearIsWrittenInFull() {
    assertThat(Moments.format(Instant.parse("2027-01-01T00:00:00Z"), ZoneOffset.UTC, NOW))
        .isEqualTo("2027-01-01 00:00 UTC");
  }
}
