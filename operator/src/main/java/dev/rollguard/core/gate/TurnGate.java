package dev.rollguard.core.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Only so many changes are in motion at once. Who waits is served in order; what something else
 * holds steps aside, so that nothing that is stuck can stop the others.
 */
final class TurnGate {
  /** The answer to what something else holds; it is never the reason why. */
  static final Verdict.Hold ASIDE =
      hold("It steps aside for other changes until nothing else holds it.", Optional.empty());

  /** Whoever comes first may step aside by time alone, as when its window closes. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private static final int MOST_NAMED = 3;

  private TurnGate() {}

  static Verdict check(GateInput in) {
    var demand = in.window().demands().concurrency().orElseThrow();
    return switch (in.rollout().control().turn()) {
      case Control.Turn.Has has -> new Verdict.Pass("it has its turn.");
      case Control.Turn.Aside aside -> ASIDE;
      case Control.Turn.Waits waits -> waits(in, demand, scope(in, demand, waits.others()));
    };
  }

  private static List<NeighbourFact> scope(
      GateInput in, ConcurrencyDemand demand, List<NeighbourFact> others) {
    return others.stream()
        .filter(n -> demand.acrossDatacenter() || n.windows().contains(in.window().name()))
        .sorted(NeighbourFact.ORDER)
        .toList();
  }

  private static Verdict waits(GateInput in, ConcurrencyDemand demand, List<NeighbourFact> others) {
    var busy = others.stream().filter(n -> isBusy(n, demand, in.now())).toList();
    var me = me(in);
    var before =
        others.stream()
            .filter(n -> n.standing() instanceof NeighbourFact.Standing.Ready)
            .filter(n -> NeighbourFact.ORDER.compare(n, me) < 0)
            .toList();
    if (busy.size() + before.size() < demand.maxInFlight()) {
      return new Verdict.Pass("its turn has come.");
    }
    var waits =
        before.isEmpty()
            ? ""
            : "%s %s first".formatted(names(before), before.size() == 1 ? "comes" : "come")
                + (busy.isEmpty() ? "" : "; ");
    var othersMayGo = busy.size() < demand.maxInFlight();
    return hold(
        "It waits for its turn: %s%s."
            .formatted(waits, busy.isEmpty() ? "" : busy(busy, demand, in)),
        Stream.concat(
                soaked(busy, demand, in.now()).stream(),
                othersMayGo ? Stream.of(in.now().plus(LOOK_AGAIN)) : Stream.empty())
            .min(Instant::compareTo));
  }

  private static NeighbourFact me(GateInput in) {
    var control = in.rollout().control();
    return new NeighbourFact(
        title(control.change()),
        Set.of(),
        in.rollout().type() == ChangeType.Rollback,
        control.requestedTime(),
        new NeighbourFact.Standing.Ready());
  }

  /** A Change as it stands in messages. */
  static String title(String path) {
    return "Change/" + path;
  }

  private static boolean isBusy(NeighbourFact other, ConcurrencyDemand demand, Instant now) {
    return switch (other.standing()) {
      case NeighbourFact.Standing.InMotion m -> true;
      case NeighbourFact.Standing.Ended ended -> now.isBefore(ended.time().plus(demand.soak()));
      case NeighbourFact.Standing.Ready r -> false;
    };
  }

  private static String busy(List<NeighbourFact> busy, ConcurrencyDemand demand, GateInput in) {
    var moving =
        busy.stream().filter(n -> n.standing() instanceof NeighbourFact.Standing.InMotion).toList();
    return moving.isEmpty()
        ? "%s %s ended, and the next one may start %s"
            .formatted(
                names(busy),
                busy.size() == 1 ? "has" : "have",
                soaked(busy, demand, in.now())
                    .map(t -> Moments.format(t, in.window().zone(), in.now()))
                    .orElse("soon"))
        : "%s %s in motion".formatted(names(moving), moving.size() == 1 ? "is" : "are");
  }

  private static Optional<Instant> soaked(
      List<NeighbourFact> busy, ConcurrencyDemand demand, Instant now) {
    return busy.stream()
        .map(NeighbourFact::standing)
        .filter(NeighbourFact.Standing.Ended.class::isInstance)
        .map(s -> ((NeighbourFact.Standing.Ended) s).time().plus(demand.soak()))
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }

  private static String names(List<NeighbourFact> changes) {
    var named =
        changes.stream()
            .limit(MOST_NAMED)
            .map(NeighbourFact::title)
            .collect(Collectors.joining(", "));
    return changes.size() > MOST_NAMED
        ? named + " and %d more".formatted(changes.size() - MOST_NAMED)
        : named;
  }

  private static Verdict.Hold hold(String message, Optional<Instant> retryAt) {
    return new Verdict.Hold(Reason.AwaitingTurn, message, retryAt);
  }
}
