package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is remembered of one object between two looks at the cluster. */
final class Tracked {
  static final int MOST_REPAIRS = 5;
  static final Duration WITHIN = Duration.ofMinutes(1);
  static final Duration SLOWER = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  private final Deque<Instant> repairs = new ArrayDeque<>();
  private @Nullable HasMetadata established;
  private @Nullable HasMetadata refused;
  private @Nullable String problem;
  private String opponent = "";
  private int failures;
  private Instant notBefore = Instant.MIN;

  /** The cluster had it as it is desired now, and then somebody changed it. */
  boolean drifted(HasMetadata desired) {
    return desired.equals(established);
  }

  /** It carries our label, and was never ours. */
  boolean isForeign() {
    return established == null;
  }

  /** Whether it may be written now: not while backing off, not while slowed down by a fight. */
  boolean mayWrite(HasMetadata desired, Instant now) {
    var another = refused != null && !desired.equals(refused);
    return another || !now.isBefore(notBefore);
  }

  Instant notBefore() {
    return notBefore;
  }

  /** The cluster has it. */
  void established(HasMetadata desired) {
    established = desired;
    refused = null;
    problem = null;
    failures = 0;
  }

  /** Somebody changed it, and it was mended. */
  void repaired(Instant now, String by) {
    repairs.addLast(now);
    opponent = by;
    notBefore = fights(now) ? now.plus(SLOWER) : Instant.MIN;
  }

  void failed(HasMetadata desired, String sentence, Instant now) {
    refused = desired;
    problem = sentence;
    notBefore = now.plus(backoff(failures++));
  }

  static Duration backoff(int failures) {
    var seconds = Math.min(1L << Math.min(failures, 5), LONGEST_BACKOFF.toSeconds());
    return Duration.ofSeconds(seconds);
  }

  boolean fights(Instant now) {
    while (!repairs.isEmpty() && !repairs.getFirst().plus(WITHIN).isAfter(now)) {
      repairs.removeFirst();
    }
    return repairs.size() >= MOST_REPAIRS;
  }

  /** What is wrong with it, in one sentence. */
  Optional<String> problem(PolicyKey key, Instant now) {
    if (problem != null) {
      return Optional.of(problem);
    }
    return fights(now)
        ? Optional.of(
            "%s was changed %d times within a minute%s; stop who changes it, Rollguard repairs it every %d s."
                .formatted(key.title(), repairs.size(), opponent, SLOWER.toSeconds()))
        : Optional.empty();
  }
}
