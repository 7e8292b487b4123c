package dev.rollguard.core.change;

import dev.rollguard.core.gate.ChangeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Facts with as little as a test needs; the rest is as where nothing else is. */
public final class Drafts {
  private Drafts() {}

  /** A Change for which nothing was tried, and that nobody has to do with. */
  public static ChangeFact change(
      String name,
      String templateHash,
      String requestedTime,
      ChangeType type,
      boolean released,
      Optional<Instant> releasedTime,
      List<String> windows,
      boolean keepHeld) {
    return new ChangeFact(
        name,
        templateHash,
        requestedTime,
        type,
        released,
        releasedTime,
        windows,
        keepHeld,
        Optional.empty(),
        List.of(),
        Handling.NONE,
        false);
  }
}
