package dev.rollguard.cli.forecast;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.NeighbourFact;
import dev.rollguard.core.gate.NeighbourFact.Standing;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The other changes of a datacenter, as the operator last wrote how they stand. */
record Others(List<Change> changes, String datacenter, Workload workload) {

  List<NeighbourFact> facts() {
    return changes.stream()
        .filter(c -> datacenter.equals(c.getSpec().getDatacenter()))
        .filter(c -> !isOfWorkload(c))
        .flatMap(c -> standing(c).map(s -> fact(c, s)).stream())
        .toList();
  }

  /** A new request replaces an older one of the same Deployment. */
  private boolean isOfWorkload(Change change) {
    var metadata = workload.getMetadata();
    return metadata.getNamespace().equals(change.getMetadata().getNamespace())
        && metadata.getName().equals(change.getSpec().getWorkloadRef().getName());
  }

  private static NeighbourFact fact(Change change, Standing standing) {
    var metadata = change.getMetadata();
    return new NeighbourFact(
        "Change/%s/%s".formatted(metadata.getNamespace(), metadata.getName()),
        Set.copyOf(change.getStatus().getWindows()),
        change.getSpec().getType() == ChangeType.Rollback,
        change.getSpec().getRequestedTime(),
        standing);
  }

  private static Optional<Standing> standing(Change change) {
    var status = change.getStatus();
    if (Observer.finished(change)) {
      return status.getReleasedTime() == null
          ? Optional.empty()
          : Moments.parse(status.getCompletedTime()).map(Standing.Ended::new);
    }
    if (Observer.state(change) == ChangeState.Released || status.getTurnTime() != null) {
      return Optional.of(new Standing.InMotion());
    }
    return onlyTurnHolds(status.getGates()) ? Optional.of(new Standing.Ready()) : Optional.empty();
  }

  private static boolean onlyTurnHolds(List<String> gates) {
    var held = gates.stream().filter(g -> g.contains(": held, ")).toList();
    return held.stream().anyMatch(g -> g.startsWith("concurrency:"))
        && held.stream().allMatch(g -> g.startsWith("concurrency:") || g.startsWith("canary:"));
  }
}
