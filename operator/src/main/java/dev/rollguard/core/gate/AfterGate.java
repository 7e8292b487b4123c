package dev.rollguard.core.gate;

import dev.rollguard.core.schedule.Durations;
import java.time.Instant;
import java.util.Optional;

/** The datacenters that come first have run this very template healthy for long enough. */
final class AfterGate {
  private AfterGate() {}

  static Verdict check(GateInput in) {
    var passed = new StringBuilder();
    for (var demand : in.window().demands().after()) {
      var verdict = one(in, demand);
      if (!(verdict instanceof Verdict.Pass)) {
        return verdict;
      }
      passed.append(passed.isEmpty() ? "" : " ").append(verdict.message());
    }
    return new Verdict.Pass(passed.toString());
  }

  private static Verdict one(GateInput in, AfterDemand demand) {
    var seen = in.rollout().control().elsewhere(demand.datacenter());
    var name = in.rollout().deployment();
    if (seen.isEmpty()) {
      return hold(
          "%s comes first, and how it does cannot be seen.".formatted(demand.datacenter()),
          Optional.empty());
    }
    var there = seen.get();
    if (there.peers().isEmpty()) {
      return new Verdict.Pass("%s has no Deployment/%s.".formatted(demand.datacenter(), name));
    }
    var fault =
        in.window().minds(there.faults()).stream()
            .filter(f -> f.resolvedTime().isEmpty())
            .findFirst();
    if (fault.isPresent()) {
      return hold(
          "%s comes first, and %s is open there."
              .formatted(demand.datacenter(), fault.get().title()),
          Optional.empty());
    }
    return there.peers().stream()
        .filter(ElsewhereFact.Peer::sameTemplate)
        .flatMap(p -> p.healthySince().stream())
        .min(Instant::compareTo)
        .map(since -> soak(in, demand, there, since))
        .orElseGet(() -> hold(notYet(in, there), Optional.empty()));
  }

  /** Two that wait for each other would wait for ever; that is for people to mend. */
  private static String notYet(GateInput in, ElsewhereFact there) {
    var name = in.rollout().deployment();
    var here = in.rollout().datacenter();
    return there.peers().stream().anyMatch(p -> p.waitsFor().contains(here))
        ? "%s comes first, but its Deployment/%s waits for %s in turn, so neither goes; take one of the two out of \"after\"."
            .formatted(there.datacenter(), name, here)
        : "%s comes first, and its Deployment/%s does not run this template healthy yet."
            .formatted(there.datacenter(), name);
  }

  private static Verdict soak(
      GateInput in, AfterDemand demand, ElsewhereFact there, Instant healthySince) {
    var since =
        in.window().minds(there.faults()).stream()
            .flatMap(f -> f.resolvedTime().stream())
            .filter(healthySince::isBefore)
            .max(Instant::compareTo)
            .orElse(healthySince);
    var until = since.plus(demand.soak());
    if (!in.now().isBefore(until)) {
      return new Verdict.Pass(
          "%s has run it healthy for %s."
              .formatted(demand.datacenter(), Durations.format(demand.soak())));
    }
    return hold(
        "%s comes first and has run it healthy since %s; it must do so until %s%s."
            .formatted(
                demand.datacenter(),
                moment(healthySince, in),
                moment(until, in),
                since.equals(healthySince) ? "" : ", counted anew since a fault there ended"),
        Optional.of(until));
  }

  private static Verdict hold(String message, Optional<Instant> retryAt) {
    return new Verdict.Hold(Reason.AfterDatacenter, message, retryAt);
  }

  private static String moment(Instant t, GateInput in) {
    return Moments.format(t, in.window().zone(), in.now());
  }
}
