package dev.rollguard.cli.simulate;

import dev.rollguard.core.gate.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one change would have met.
 *
 * @param gates that held it, in the order in which they did; empty when none did
 * @param first the first refusal, with its reason and sentence
 */
public record Fate(
    RecordedChange change, List<String> gates, Optional<Verdict.Hold> first, End end) {

  /** How it would have ended. */
  public sealed interface End {
    /** It would have rolled out. */
    record Released(Instant time) implements End {}

    /** A newer change of the same Deployment would have taken its place while it was held. */
    record Superseded(Instant time) implements End {}

    /** As far as it can be told, it would still be held. */
    record Held() implements End {}
  }

  public boolean held() {
    return first.isPresent();
  }

  /** How long it would have been held; empty while no end of it can be told. */
  public Optional<Duration> hold() {
    return switch (end) {
      case End.Released released ->
          Optional.of(Duration.between(change.requestedTime(), released.time()));
      case End.Superseded superseded ->
          Optional.of(Duration.between(change.requestedTime(), superseded.time()));
      case End.Held() -> Optional.empty();
    };
  }
}
