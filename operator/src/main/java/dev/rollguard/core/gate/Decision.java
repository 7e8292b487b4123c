package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** Every refusal; the first one names the reason. */
  public List<Verdict.Hold> holds() {
    return verdicts(Verdict.Hold.class);
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

  /** When to ask again although nothing was changed. */
  public Optional<Instant> retryAt() {
    return holds().stream().flatMap(h -> h.retryAt().stream()).min(Instant::compareTo);
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
