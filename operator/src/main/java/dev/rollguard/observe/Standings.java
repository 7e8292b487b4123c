package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.NeighbourFact;
import dev.rollguard.core.gate.NeighbourFact.Standing;
import dev.rollguard.core.gate.Reason;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where Changes stand among each other, by their records. */
public final class Standings {
  private Standings() {}

  /** Where it stands by its record alone; empty when it waits, or ended without having moved. */
  public static Optional<Standing> recorded(Change change) {
    var status = change.getStatus();
    if (Observer.finished(change)) {
      return Optional.ofNullable(status.getReleasedTime())
          .flatMap(released -> Moments.parse(status.getCompletedTime()))
          .map(Standing.Ended::new);
    }
    return Observer.state(change) == ChangeState.Released || status.getTurnTime() != null
        ? Optional.of(new Standing.InMotion())
        : Optional.empty();
  }

  /** Whether its template ran healthy. What ended while no pod was wanted has proven nothing. */
  public static boolean ranHealthy(Change change) {
    return Observer.state(change) == ChangeState.Completed
        && !Reason.CompletedWithoutPods.name().equals(change.getStatus().getReason());
  }

  /**
   * A Change as another one sees it.
   *
   * @param windows those that cover it
   */
  public static NeighbourFact neighbour(Change change, Set<String> windows, Standing standing) {
    return new NeighbourFact(
        "Change/" + path(change),
        windows,
        change.getSpec().getType() == ChangeType.Rollback,
        Objects.requireNonNullElse(
            change.getStatus().getRefusedTime(), change.getSpec().getRequestedTime()),
        standing);
  }

  /** Its namespace and name. */
  static String path(Change change) {
    return change.getMetadata().getNamespace() + "/" + change.getMetadata().getName();
  }
}
