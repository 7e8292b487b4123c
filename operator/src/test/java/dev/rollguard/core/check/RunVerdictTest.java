package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunVerdictTest {
  private static final NamedFinding PASS = named("errors", Outcome.Pass, "5 of 5 passed.");
  private static final NamedFinding NO_DATA = named("rate", Outcome.NoData, "nothing.");
  private static final NamedFinding UNSURE = named("latency", Outcome.Inconclusive, "unsure.");
  private static final NamedFinding FAIL = named("home", Outcome.Fail, "2 of 3 failed.");

  @Test
  void theWorstCheckDecidesAndIsNamed() {
    assertThat(RunVerdict.of(List.of(PASS, NO_DATA, UNSURE, FAIL)))
        .isEqualTo(new Finding(Outcome.Fail, "home: 2 of 3 failed."));
    assertThat(RunVerdict.of(List.of(PASS, NO_DATA, UNSURE)))
        .isEqualTo(new Finding(Outcome.Inconclusive, "latency: unsure."));
    assertThat(RunVerdict.of(List.of(PASS, NO_DATA)))
        .isEqualTo(new Finding(Outcome.NoData, "rate: nothing."));
  }

  @Test
  void theFirstOfSeveralIsNamed() {
    assertThat(RunVerdict.of(List.of(FAIL, named("other", Outcome.Fail, "x."))).message())
        .isEqualTo("home: 2 of 3 failed.");
  }

  @Test
  void itPassesOnlyWhenAllPass() {
    assertThat(RunVerdict.of(List.of(PASS)))
        .isEqualTo(new Finding(Outcome.Pass, "errors: 5 of 5 passed."));
    assertThat(RunVerdict.of(List.of(PASS, PASS)))
        .isEqualTo(new Finding(Outcome.Pass, "All 2 checks passed."));
  }

  @Test
  void aRunWithoutChecksNeverPasses() {
    assertThat(RunVerdict.of(List.of())).isEqualTo(new Finding(Outcome.NoData, "No check ran."));
  }

  private static NamedFinding named(String check, Outcome outcome, String message) {
    return new NamedFinding(check, new Finding(outcome, message));
  }
}
