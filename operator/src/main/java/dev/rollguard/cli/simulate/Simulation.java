package dev.rollguard.cli.simulate;

import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replays changes against a window. Each is decided on as of the moment at which it was asked for,
 * and again whenever the answer could have changed: by the schedule, or by a fault that was told,
 * resolved or quiet for long enough.
 */
public final class Simulation {
  /** A change that is asked about more often than that is left held. */
  private static final int MOST_LOOKS = 10_000;

  private final WindowFact window;
  private final String datacenter;
  private final List<RecordedFault> faults;

  /**
   * @param window only its schedule and its faults gate are replayed: what people approved and what
   *     tests said under other windows says nothing about this one
   * @param faults of the window's datacenter
   */
  public Simulation(WindowFact window, String datacenter, List<RecordedFault> faults) {
    this.window = window.withoutTrials();
    this.datacenter = datacenter;
    this.faults = List.copyOf(faults);
  }

  /**
   * What each would have met, in the order in which they were asked for.
   *
   * @param changes also those outside of the range, because a newer one takes an older one's place
   */
  public List<Fate> of(List<RecordedChange> changes, Instant from, Instant until) {
    var requests =
        changes.stream()
            .collect(
                Collectors.groupingBy(
                    RecordedChange::workloadUid,
                    Collectors.mapping(
                        RecordedChange::requestedTime, Collectors.toCollection(TreeSet::new))));
    return changes.stream()
        .filter(c -> !c.requestedTime().isBefore(from) && c.requestedTime().isBefore(until))
        .sorted(
            Comparator.comparing(RecordedChange::requestedTime)
                .thenComparing(RecordedChange::namespace)
                .thenComparing(RecordedChange::name))
        .map(c -> of(c, next(c, requests)))
        .toList();
  }

  private static Optional<Instant> next(
      RecordedChange change, Map<String, TreeSet<Instant>> requests) {
    return Optional.ofNullable(requests.get(change.workloadUid()))
        .map(times -> times.higher(change.requestedTime()));
  }

  private Fate of(RecordedChange change, Optional<Instant> superseded) {
    var gates = new LinkedHashSet<String>();
    var first = decide(change, change.requestedTime(), gates).firstHold();
    var end = end(change, superseded, gates);
    return new Fate(change, List.copyOf(gates), first, end);
  }

  private Fate.End end(RecordedChange change, Optional<Instant> superseded, Set<String> gates) {
    var at = change.requestedTime();
    for (var looks = 0; looks < MOST_LOOKS; looks++) {
      var decision = decide(change, at, gates);
      if (decision.releases()) {
        return new Fate.End.Released(at);
      }
      var next = nextLook(decision, at);
      if (superseded.isPresent() && next.stream().noneMatch(superseded.get()::isAfter)) {
        return new Fate.End.Superseded(superseded.get());
      }
      if (next.isEmpty()) {
        return new Fate.End.Held();
      }
      at = next.get();
    }
    return new Fate.End.Held();
  }

  private Optional<Instant> nextLook(Decision decision, Instant at) {
    return Stream.concat(
            decision.holds().stream().map(Verdict.Hold::retryAt).flatMap(Optional::stream),
            faults.stream().flatMap(RecordedFault::turns))
        .filter(t -> t.isAfter(at))
        .min(Instant::compareTo);
  }

  private Decision decide(RecordedChange change, Instant at, Set<String> gates) {
    List<FaultFact> known = faults.stream().map(f -> f.at(at)).flatMap(Optional::stream).toList();
    var rollout =
        new RolloutFact(change.namespace(), change.deployment(), datacenter, change.type(), false);
    var decision = Gates.decide(at, rollout, List.of(window), known);
    decision.lines().stream()
        .filter(l -> l.verdict() instanceof Verdict.Hold)
        .map(GateLine::gate)
        .forEach(gates::add);
    return decision;
  }
}
