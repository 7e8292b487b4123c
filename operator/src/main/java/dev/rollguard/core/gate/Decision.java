package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer of all gates of all windows that cover a rollout.
 *
 * @param lines every answer, in the order of the windows and the gates
 */
public record Decision(List<GateLine> lines) {

  /** Whether the rollout may start: nothing holds or rejects it. */
  public boolean releases() {
    return holds().isEmpty() && rejection().isEmpty();
  }

  /** Every refusal; the first one names the reason. Who steps aside does so for another one. */
  public List<Verdict.Hold> holds() {
    var holds = verdicts(Verdict.Hold.class);
    return Stream.concat(
            holds.stream().filter(h -> !h.equals(TurnGate.ASIDE)),
            holds.stream().filter(TurnGate.ASIDE::equals))
        .toList();
  }

  public Optional<Verdict.Hold> firstHold() {
    return holds().stream().findFirst();
  }

  public Optional<Verdict.Reject> rejection() {
    return verdicts(Verdict.Reject.class).stream().findFirst();
  }

  /** Why the rollout may start; meaningful when {@link #releases()}. */
  public Reason releaseReason() {
    if (lines.isEmpty()) {
      return Reason.NotCovered;
    }
    return verdicts(Verdict.Exempt.class).stream()
        .findFirst()
        .map(Verdict.Exempt::reason)
        .orElse(Reason.Released);
  }

  /** The same in a sentence: an override tells who made it. */
  public String releaseMessage() {
    var reason = releaseReason();
    return verdicts(Verdict.Exempt.class).stream()
        .filter(e -> e.reason() == Reason.BreakGlass)
        .findFirst()
        .map(Verdict.Exempt::message)
        .filter(m -> reason == Reason.BreakGlass)
        .orElseGet(reason::sentence);
  }

  /**
   * When to ask again although nothing was changed; what passes for some time only, while something
   * else holds, is told in time as well.
   */
  public Optional<Instant> retryAt() {
    return releases()
        ? Optional.empty()
        : lines.stream().flatMap(l -> changesAt(l.verdict()).stream()).min(Instant::compareTo);
  }

  private static Optional<Instant> changesAt(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass pass -> pass.until();
      case Verdict.Hold hold -> hold.retryAt();
      case Verdict.Exempt e -> Optional.empty();
      case Verdict.Reject r -> Optional.empty();
    };
  }

  /** All refusals in one line, each once. */
  public String message() {
    var refusals = holds().stream().map(Verdict.Hold::message).distinct().toList();
    return refusals.isEmpty()
        ? rejection().map(Verdict.Reject::message).orElse("Every gate passed.")
        : String.join(" ", refusals);
  }

  private <V extends Verdict> List<V> verdicts(Class<V> kind) {
    return lines.stream().map(GateLine::verdict).filter(kind::isInstance).map(kind::cast).toList();
  }
}
