package dev.rollguard.core.check;

import dev.rollguard.core.gate.Outcome;
import java.util.List;

/** What a whole run comes to: its worst check. */
public final class RunVerdict {
  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.Fail, Outcome.Inconclusive, Outcome.NoData);

  private RunVerdict() {}

  /** Names the check that decides, the first of several. A run without a check measured nothing. */
  public static Finding of(List<NamedFinding> checks) {
    if (checks.isEmpty()) {
      return new Finding(Outcome.NoData, "No check ran.");
    }
    for (Outcome outcome : WORST_FIRST) {
      for (NamedFinding check : checks) {
        if (check.finding().outcome() == outcome) {
          return new Finding(outcome, check.check() + ": " + check.finding().message());
        }
      }
    }
    return checks.size() == 1
        ? new Finding(
            Outcome.Pass, checks.getFirst().check() + ": " + checks.getFirst().finding().message())
        : new Finding(Outcome.Pass, "All %d checks passed.".formatted(checks.size()));
  }
}
