package dev.rollguard.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as people type them. */
class TimesTest {
  private static final Instant NOW = Instant.parse("2026-05-21T00:00:00Z");
  private final Times seoul = new Times(NOW, ZoneId.of("Asia/Seoul"));
  private final Times berlin = new Times(NOW, ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "2026-12-24T18:00:00+09:00, 2026-12-24T09:00:00Z",
    "2026-12-24T18:00+09:00, 2026-12-24T09:00:00Z",
    "2026-12-24T09:00:00Z, 2026-12-24T09:00:00Z",
    "2026-12-24T18:00, 2026-12-24T09:00:00Z",
    "2026-12-24 18:00, 2026-12-24T09:00:00Z",
    "2026-12-24, 2026-12-23T15:00:00Z",
    "2026-12-24T18:00 Europe/Berlin, 2026-12-24T17:00:00Z",
    "2026-12-24T18:00[Europe/Berlin], 2026-12-24T17:00:00Z",
    "4h, 2026-05-21T04:00:00Z",
    "1h30m, 2026-05-21T01:30:00Z",
    "7d, 2026-05-28T00:00:00Z",
    "1d12h, 2026-05-22T12:00:00Z",
    "now, 2026-05-21T00:00:00Z"
  })
  void everyFormIsRead(String typed, String moment) {
    assertThat(seoul.ahead("--until", typed)).isEqualTo(Instant.parse(moment));
  }

  @Test
  void aDurationMayLookBack() {
    assertThat(seoul.ago("--from", "7d")).isEqualTo(Instant.parse("2026-05-14T00:00:00Z"));
  }

  @Test
  void aTimeInTheGapOfSpringIsShiftedByTheGap() {
    assertThat(berlin.ahead("--until", "2026-03-29T02:30"))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
  }

  @Test
  void ofATimeThatComesTwiceInAutumnTheEarlierCounts() {
    assertThat(berlin.ahead("--until", "2026-10-25T02:30"))
        .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tomorrow", "4 hours", "2026-13-01", "2026-02-30T10:00", "25:00", "", "-4h"})
  void whatIsNoTimeIsToldWithTheOption(String typed) {
    assertThatThrownBy(() -> seoul.ahead("--until", typed))
        .isInstanceOf(BadArgumentException.class)
        .hasMessageStartingWith("--until: \"" + typed + "\" is ")
        .hasMessageEndingWith(".");
  }

  @Test
  void anUnknownZoneIsTold() {
    assertThatThrownBy(() -> seoul.ahead("--until", "2026-12-24T18:00 Mars/Base"))
        .hasMessageContaining("\"Mars/Base\" is not an IANA time zone");
    assertThatThrownBy(() -> Times.zone("--time-zone", "KST"))
        .hasMessageStartingWith("--time-zone: \"KST\" is not an IANA time zone");
  }

  @Test
  void aMachinesZoneWithoutANameIsUtc() {
    assertThat(Times.nameable(ZoneId.of("+09:00"))).isEqualTo(ZoneId.of("UTC"));
    assertThat(Times.nameable(ZoneId.of("Asia/Seoul"))).isEqualTo(ZoneId.of("Asia/Seoul"));
  }

  @Test
  void durationsMayHaveDays() {
    assertThat(Times.duration("--for", "2d3h")).isEqualTo(Duration.ofHours(51));
    assertThatThrownBy(() -> Times.duration("--for", "2w")).hasMessageStartingWith("--for: \"2w\"");
  }
}
