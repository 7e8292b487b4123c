package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final Instant TIME = Instant.parse("2026-05-20T12:03:04.567Z");

  @Test
  void aSampleIsTheOutcomeTheTimeAndWhatWasSeen() {
    assertThat(new Sample(TIME, Outcome.Pass, "value 0.004").line())
        .isEqualTo("Pass 12:03:04Z value 0.004");
  }

  @Test
  void aSampleIsOneLineAndBounded() {
    assertThat(new Sample(TIME, Outcome.NoData, "a\nb").line()).isEqualTo("NoData 12:03:04Z a b");
    assertThat(
            new Sample(TIME, Outcome.Fail, "가".repeat(1000))
                .line()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void aFindingIsOneLine() {
    assertThat(new Finding(Outcome.Fail, "a\r\nb").message()).isEqualTo("a b");
  }

  @Test
  void aTallyCountsEveryOutcomeAndKeepsTheLastTime() {
    var tally = Tally.NONE;
    for (Outcome outcome : Outcome.values()) {
      tally = tally.plus(new Sample(TIME, outcome, ""));
    }
    tally = tally.plus(new Sample(TIME.plusSeconds(1), Outcome.NoData, ""));

    assertThat(tally).isEqualTo(new Tally(1, 1, 1, 2, Optional.of(TIME.plusSeconds(1))));
    assertThat(tally.taken()).isEqualTo(5);
  }
}
