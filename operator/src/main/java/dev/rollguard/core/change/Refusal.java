package dev.rollguard.core.change;

import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the API server refused to let go, as a rule of somebody else may, rests for a while: others
 * that wait for the same turn must not wait for it, nor it for them for ever.
 */
public final class Refusal {
  public static final String MESSAGE =
      "The API server refused to end the hold, as when a rule of somebody else says no; it is tried again every minute.";

  static final Duration REST = Duration.ofMinutes(1);

  private Refusal() {}

  /** The gates' answer, with the refusal where that is fresh and others want the turn. */
  static Decision over(Decision decision, ChangeFact change, Instant now) {
    var refused = change.handling().refusedTime();
    if (refused.isEmpty() || !Trials.needsTurn(decision)) {
      return decision;
    }
    var rested = Optional.of(refused.get().plus(REST)).filter(now::isBefore);
    if (rested.isEmpty() && !usedItsTurn(change, refused.get())) {
      return decision;
    }
    var lines = new ArrayList<>(decision.lines());
    lines.add(
        new GateLine(
            "release",
            lines.getFirst().window(),
            new Verdict.Hold(Reason.ReleaseRefused, MESSAGE, rested)));
    return new Decision(List.copyOf(lines));
  }

  /** It has its turn still, since its canary has to go first, however long that takes. */
  private static boolean usedItsTurn(ChangeFact change, Instant refused) {
    return change.handling().turnTime().filter(turn -> !turn.isAfter(refused)).isPresent();
  }
}
