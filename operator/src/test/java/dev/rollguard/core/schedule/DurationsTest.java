package dev.rollguard.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.core.Seeds;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "6h, PT6H",
    "1h30m, PT1H30M",
    "90m, PT1H30M",
    "90s, PT1M30S",
    "500ms, PT0.5S",
    "0s, PT0S",
    "30m1h, PT1H30M",
    "1m1ms, PT1M0.001S",
    "99999h, PT99999H"
  })
  void readsWhatKubernetesWrites(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "6",
        "h",
        "6 h",
        "-1h",
        "1.5h",
        "6H",
        "1d",
        "100000h",
        "1h1h1h1h1h",
        "PT6H",
        "6시간",
        "６h"
      })
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"%s\" is not a duration; write one such as \"1h30m\", with the units h, m, s and ms.",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT6H, 6h",
    "PT90M, 1h30m",
    "PT0S, 0s",
    "PT26H, 26h",
    "PT-90S, -1m30s",
    "PT0.5S, 500ms",
    "PT0.0000001S, 0s"
  })
  void writesTheShortestForm(Duration duration, String expected) {
    assertThat(Durations.format(duration)).isEqualTo(expected);
  }

  @Test
  void readsBackWhatItWrites() {
    Seeds.forEach(
        1_000,
        random -> {
          Duration any = Duration.ofMillis(random.nextLong(Duration.ofHours(99_999).toMillis()));
          assertThat(Durations.parse(Durations.format(any))).isEqualTo(any);
        });
  }
}
