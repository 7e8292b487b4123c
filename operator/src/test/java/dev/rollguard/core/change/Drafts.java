package dev.rollguard.core.change;

import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.WindowFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Facts with as little as a test needs; the rest is as where nothing else is. */
public final class Drafts {
  private Drafts() {}

  /** A Change for which nothing was tried. */
  public static ChangeFact change(
      String name,
      String templateHash,
      String requestedTime,
      ChangeType type,
      boolean released,
      Optional<Instant> releasedTime,
      List<String> windows,
      boolean keepHeld) {
    return change(
        name,
        templateHash,
        requestedTime,
        type,
        released,
        releasedTime,
        windows,
        keepHeld,
        Optional.empty(),
        List.of());
  }

  /** A Change that nobody has to do with. */
  public static ChangeFact change(
      String name,
      String templateHash,
      String requestedTime,
      ChangeType type,
      boolean released,
      Optional<Instant> releasedTime,
      List<String> windows,
      boolean keepHeld,
      Optional<CanaryFact> canary,
      List<RunFact> runs) {
    return change(
        name,
        templateHash,
        requestedTime,
        type,
        released,
        releasedTime,
        windows,
        keepHeld,
        canary,
        runs,
        Handling.NONE);
  }

  /** A Change of the datacenter where its Deployment is. */
  public static ChangeFact change(
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
      Handling handling) {
    return new ChangeFact(
        name,
        templateHash,
        requestedTime,
        type,
        released,
        releasedTime,
        windows,
        keepHeld,
        canary,
        runs,
        handling,
        false);
  }

  /** A Deployment with nothing around it. */
  public static Situation situation(
      Instant now,
      String namespace,
      String name,
      String datacenter,
      boolean held,
      boolean paused,
      boolean ownPause,
      String templateHash,
      String requestedTime,
      RolloutStatus status,
      List<ChangeFact> active,
      List<WindowFact> covering,
      Set<String> windowsOfDatacenter,
      boolean holdsInDatacenter,
      List<FaultFact> faults,
      Canaries canaries) {
    return new Situation(
        now,
        namespace,
        name,
        datacenter,
        held,
        paused,
        ownPause,
        templateHash,
        requestedTime,
        status,
        active,
        covering,
        windowsOfDatacenter,
        holdsInDatacenter,
        faults,
        canaries,
        Around.NONE);
  }
}
