package dev.rollguard.core.change;

import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.RunFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Change that is not finished.
 *
 * @param released false while it is held
 * @param releasedTime when it was released; empty while it is held
 * @param windows names of the windows that covered it when it was last decided
 * @param keepHeld what happens when all those windows are deleted
 * @param runs of checks that are about it
 * @param handling what people and other changes have to do with it
 * @param moved whether its Deployment was in another datacenter when it was asked for
 */
public record ChangeFact(
    String name,
    String templateHash,
    String requestedTime,
    ChangeType type,
    boolean released,
    Optional<Instant> releasedTime,
    List<String> windows,
    boolean keepHeld,
    Optional<CanaryFact> canary,
    List<RunFact> runs,
    Handling handling,
    boolean moved) {

  /** Since when it stands in line for a turn: what was refused goes to the end. */
  public String inLineSince() {
    return handling.refusedTime().map(Instant::toString).orElse(requestedTime);
  }
}
