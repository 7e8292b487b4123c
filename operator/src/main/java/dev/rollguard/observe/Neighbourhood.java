package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.Around;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.ConcurrencyDemand;
import dev.rollguard.core.gate.NeighbourFact;
import dev.rollguard.core.gate.NeighbourFact.Standing;
import dev.rollguard.core.gate.WindowFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
      if (Standings.path(other).equals(namespace + "/" + me.name())) {
        continue;
      }
      if (isLeftBehind(other) || isGoing(other)) {
        continue;
      }
      var standing = Standings.recorded(other);
      standing.filter(s -> !restsByOwner(other)).ifPresent(s -> found.add(fact(other, s)));
      if (standing.isEmpty() && !Observer.finished(other)) {
        waiting.add(other);
      }
    }
    found.addAll(ahead(me, waiting));
    return found;
  }

  /** Its Deployment was deleted and it was not, as when its pods were to stay. */
  private boolean isLeftBehind(Change change) {
    return change.getMetadata().getOwnerReferences().isEmpty()
        && workload(change)
            .filter(w -> w.getMetadata().getDeletionTimestamp() == null)
            .filter(
                w -> w.getMetadata().getUid().equals(change.getSpec().getWorkloadRef().getUid()))
            .isEmpty();
  }

  /** Its Deployment is being deleted, and may wait for a finalizer: it rolls out no more. */
  private boolean isGoing(Change change) {
    return !Observer.finished(change)
        && workload(change).filter(w -> w.getMetadata().getDeletionTimestamp() != null).isPresent();
  }

  /** Paused by its owner in the middle: when it is resumed it is held, and waits like any other. */
  private boolean restsByOwner(Change change) {
    return Observer.state(change) == ChangeState.Released
        && workload(change).filter(w -> w.getSpec().isPaused() && !w.isHeld()).isPresent();
  }

  /** Whoever asks next lets them go first: those that asked earlier and are ready. */
  private List<NeighbourFact> ahead(ChangeFact me, List<Change> waiting) {
    var mine =
        new NeighbourFact(
            "Change/" + namespace + "/" + me.name(),
            Set.of(),
            me.type() == ChangeType.Rollback,
            me.inLineSince(),
            new Standing.Ready());
    var ahead = new ArrayList<NeighbourFact>();
    waiting.sort((a, b) -> NeighbourFact.ORDER.compare(place(a), place(b)));
    for (var other : waiting) {
      var workload = workload(other);
      if (workload.isEmpty()) {
        continue;
      }
      if (!workload.get().isHeld()) {
        // Let through without a turn, and not on record yet.
        if (!workload.get().rollout().complete()) {
          ahead.add(fact(other, new Standing.InMotion()));
        }
      } else if (NeighbourFact.ORDER.compare(place(other), mine) < 0
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

  private NeighbourFact ready(Change change) {
    return fact(change, new Standing.Ready());
  }

  private NeighbourFact fact(Change change, Standing standing) {
    return Standings.neighbour(change, windows(change), standing);
  }

  /** Enough to put them in order. */
  private static NeighbourFact place(Change change) {
    return Standings.neighbour(change, Set.of(), new Standing.Ready());
  }

  /** Those that covered it when it was decided; of one that was not yet, those that do now. */
  private Set<String> windows(Change change) {
    var recorded = change.getStatus().getWindows();
    return recorded.isEmpty()
        ? workload(change).stream()
            .flatMap(w -> observe.apply(w).covering().stream())
            .map(WindowFact::name)
            .collect(Collectors.toSet())
        : Set.copyOf(recorded);
  }

  private Optional<Workload> workload(Change change) {
    return workloads.find(
        change.getMetadata().getNamespace(), change.getSpec().getWorkloadRef().getName());
  }
}
