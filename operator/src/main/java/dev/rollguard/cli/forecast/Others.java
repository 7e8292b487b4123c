package dev.rollguard.cli.forecast;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.core.gate.NeighbourFact;
import dev.rollguard.core.gate.NeighbourFact.Standing;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Standings;
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
        .flatMap(c -> standing(c).map(s -> Standings.neighbour(c, windows(c), s)).stream())
        .toList();
  }

  /** A new request replaces an older one of the same Deployment. */
  private boolean isOfWorkload(Change change) {
    var metadata = workload.getMetadata();
    return metadata.getNamespace().equals(change.getMetadata().getNamespace())
        && metadata.getName().equals(change.getSpec().getWorkloadRef().getName());
  }

  private static Optional<Standing> standing(Change change) {
    return Standings.recorded(change)
        .or(() ->
            !Observer.finished(change) && onlyTurnHolds(change.getStatus().getGates())
                ? Optional.of(new Standing.Ready())
                : Optional.empty());
  }

  private static Set<String> windows(Change change) {
    return Set.copyOf(change.getStatus().getWindows());
  }

  private static boolean onlyTurnHolds(List<String> gates) {
    var held = gates.stream().filter(g -> g.contains(": held, ")).toList();
    return held.stream().anyMatch(g -> g.startsWith("concurrency:"))
        && held.stream().allMatch(g -> g.startsWith("concurrency:") || g.startsWith("canary:"));
  }
}
