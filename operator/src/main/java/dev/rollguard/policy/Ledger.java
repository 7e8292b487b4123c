package dev.rollguard.policy;

import dev.rollguard.policy.Enforcement.Enforced;
import dev.rollguard.policy.Enforcement.Failed;
import dev.rollguard.policy.Enforcement.NotYet;
import dev.rollguard.policy.Enforcement.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Since when each window is in force. API servers refresh policies once a second: what was written
 * two seconds ago is what they do now.
 */
final class Ledger {
  static final Duration IN_FORCE_AFTER = Duration.ofSeconds(2);

  private record Entry(CompiledPolicies.Part part, Instant since) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, State> troubled = new HashMap<>();
  private Map<String, Instant> followed = Map.of();
  private Map<String, Long> generations = Map.of();

  /** Notes what one look at the cluster, and the writes after it, came to. */
  void note(PolicyPass pass) {
    var windows = pass.compiled().windows();
    entries.keySet().retainAll(windows.keySet());
    troubled.clear();
    var until = new TreeMap<String, Instant>();
    var known = new TreeMap<String, Long>();
    windows.forEach((window, part) -> {
      known.put(window, part.generation());
      part.followedUntil().ifPresent(t -> until.put(window, t));
      var trouble = pass.trouble(part);
      if (trouble.isPresent()) {
        entries.remove(window);
        troubled.put(window, trouble.orElseThrow());
      } else {
        entries.compute(window, (w, entry) -> next(entry, part, pass));
      }
    });
    followed = until;
    generations = known;
  }

  /** A new text that says the same about this window does not interrupt it. */
  private static Entry next(@Nullable Entry entry, CompiledPolicies.Part part, PolicyPass pass) {
    if (entry != null
        && entry.part().meaning().equals(part.meaning())
        && entry.part().objects().equals(part.objects())
        && !pass.drifted(part)) {
      return new Entry(part, entry.since());
    }
    return new Entry(part, pass.inPlaceSince(part));
  }

  /** All windows have the same trouble. */
  void noteTrouble(String sentence) {
    entries.forEach((window, entry) -> troubled.put(window, new Failed(sentence)));
    entries.clear();
  }

  Enforcement at(Instant now) {
    var states = new HashMap<>(troubled);
    entries.forEach((window, entry) -> states.put(window, state(entry.since(), now)));
    return new Enforcement(states, followed, generations);
  }

  private static State state(Instant since, Instant now) {
    return now.isBefore(since.plus(IN_FORCE_AFTER))
        ? new NotYet(Optional.of(since))
        : new Enforced();
  }
}
