package dev.rollguard.controller.fault;

import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.core.gate.CheckDemand;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.Verification;
import dev.rollguard.core.gate.WantedRun;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.schedule.Durations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a fault is on its way to be closed, for all windows that mind it. Pure.
 *
 * @param windows those that mind it
 */
record Resolution(FaultFact fault, List<WindowFact> windows) {

  /** Every check that one of the windows wants. */
  private List<CheckDemand> checks() {
    return windows.stream().flatMap(w -> w.demands().verify().stream()).distinct().toList();
  }

  /** Until when it counts somewhere; empty while nobody can tell: it is open or not proven gone. */
  Optional<Instant> quietUntil() {
    if (fault.resolvedTime().isEmpty()) {
      return Optional.empty();
    }
    var ends = windows.stream().map(w -> w.quietUntil(fault)).toList();
    if (ends.isEmpty()) {
      return fault.resolvedTime().map(t -> t.plus(Durations.parse(Defaults.QUIET_PERIOD)));
    }
    return ends.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : ends.stream().flatMap(Optional::stream).max(Instant::compareTo);
  }

  /** Why its resolution does not count yet. */
  Optional<Verdict.Hold> refusal() {
    return Verification.refusal(fault, checks());
  }

  List<WantedRun> wanted(Instant now) {
    return Verification.wanted(fault, checks(), now);
  }

  Optional<Instant> lookAgainAt(Instant now) {
    return Stream.concat(quietUntil().stream(), Verification.againAt(fault, checks()).stream())
        .filter(now::isBefore)
        .min(Instant::compareTo);
  }
}
