package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.Around;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.ConcurrencyDemand;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.NeighbourFact;
import dev.rollguard.core.gate.NeighbourFact.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The other changes of a datacenter, as a change that waits for its turn sees them.
 *
 * @param namespace of the change that looks
 * @param changes those of the datacenter; asked when needed only
 * @param workloads where the Deployments are found
 * @param observe how another Deployment stands
 * @param demands of the windows that cover it, by window
 */
record Neighbourhood(
    String namespace,
    Supplier<List<Change>> changes,
    Siblings workloads,
    Function<Workload, Situation> observe,
    Map<String, ConcurrencyDemand> demands)
    implements Around.Neighbours {

  @Override
  public List<NeighbourFact> of(ChangeFact me) {
    var found = new ArrayList<NeighbourFact>();
    var waiting = new ArrayList<Change>();
    for (var other : changes.get()) {
      if (path(other).equals(namespace + "/" + me.name())) {
        continue;
      }
      var standing = recorded(other);
      standing.ifPresent(s -> found.add(fact(other, s)));
      if (standing.isEmpty() && !Observer.finished(other)) {
        waiting.add(other);
      }
    }
    found.addAll(ahead(me, waiting));
    return found;
  }

  /** Where it stands by its record alone; empty when it waits, or ended without having moved. */
  private static Optional<Standing> recorded(Change change) {
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

  /** Whoever asks next lets them go first: those that asked earlier and are ready. */
  private List<NeighbourFact> ahead(ChangeFact me, List<Change> waiting) {
    var mine =
        new NeighbourFact(
            "Change/" + namespace + "/" + me.name(),
            new HashSet<>(),
            me.type() == ChangeType.Rollback,
            me.requestedTime(),
            new Standing.Ready());
    var ahead = new ArrayList<NeighbourFact>();
    waiting.sort((a, b) -> NeighbourFact.ORDER.compare(ready(a), ready(b)));
    for (var other : waiting) {
      var workload = workloads.find(other.getMetadata().getNamespace(), workload(other));
      if (workload.isEmpty()) {
        continue;
      }
      if (!workload.get().isHeld()) {
        // Let through without a turn, and not on record yet.
        if (!workload.get().rollout().complete()) {
          ahead.add(fact(other, new Standing.InMotion()));
        }
      } else if (NeighbourFact.ORDER.compare(ready(other), mine) < 0
          && !isEnough(ahead)
          && isReady(workload.get(), other)) {
        ahead.add(ready(other));
      }
    }
    return ahead;
  }

  /** As many as may go at once come first already, in every window: more tell nothing new. */
  private boolean isEnough(List<NeighbourFact> ahead) {
    return demands.entrySet().stream()
        .allMatch(window ->
            ahead.stream()
                    .filter(n -> n.standing() instanceof Standing.Ready)
                    .filter(n ->
                        window.getValue().acrossDatacenter()
                            || n.windows().contains(window.getKey()))
                    .count()
                >= window.getValue().maxInFlight());
  }

  private boolean isReady(Workload workload, Change change) {
    var situation = observe.apply(workload);
    return situation.active().stream()
        .filter(c -> c.name().equals(change.getMetadata().getName()))
        .anyMatch(situation::readyForTurn);
  }

  private static NeighbourFact ready(Change change) {
    return fact(change, new Standing.Ready());
  }

  private static NeighbourFact fact(Change change, Standing standing) {
    return new NeighbourFact(
        "Change/" + path(change),
        new HashSet<>(change.getStatus().getWindows()),
        change.getSpec().getType() == dev.rollguard.api.v1alpha1.ChangeType.Rollback,
        change.getSpec().getRequestedTime(),
        standing);
  }

  private static String workload(Change change) {
    return change.getSpec().getWorkloadRef().getName();
  }

  private static String path(Change change) {
    return change.getMetadata().getNamespace() + "/" + change.getMetadata().getName();
  }
}
