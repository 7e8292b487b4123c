package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/**
 * Another change of the datacenter that is in motion, has just ended, or waits as well.
 *
 * @param title as it stands in messages
 * @param windows names of the windows that cover it
 * @param rollback whether it goes back to what ran healthy; those come first
 * @param requestedTime since when it stands in line, RFC 3339
 */
public record NeighbourFact(
    String title, Set<String> windows, boolean rollback, String requestedTime, Standing standing) {

  /** Rollbacks first, then first in, first out. */
  public static final Comparator<NeighbourFact> ORDER =
      Comparator.comparing((NeighbourFact n) -> !n.rollback())
          .thenComparing(NeighbourFact::requestedTime)
          .thenComparing(NeighbourFact::title);

  /** Where it stands. */
  public sealed interface Standing {
    /** It has its turn: its canary or its rollout runs. */
    record InMotion() implements Standing {}

    /** Its rollout has ended, well or not. */
    record Ended(Instant time) implements Standing {}

    /** Nothing but its turn is missing. A change that something else holds steps aside. */
    record Ready() implements Standing {}
  }
}
