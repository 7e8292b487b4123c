package dev.rollguard.core.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether checks have proved that a resolved fault is gone. */
public final class Verification {
  private Verification() {}

  /**
   * Since when the fault is known to be gone: its resolution, or when the last of the checks that
   * follow it passed. Empty while it has no resolution, or a check has not passed.
   */
  static Optional<Instant> goneSince(FaultFact fault, List<CheckDemand> checks) {
    if (fault.resolvedTime().isEmpty() || fault.closed()) {
      return fault.resolvedTime();
    }
    var since = fault.resolvedTime().get();
    for (var check : checks) {
      var passed = standing(fault, check).passedAt();
      if (passed.isEmpty()) {
        return Optional.empty();
      }
      since = passed.get().isAfter(since) ? passed.get() : since;
    }
    return Optional.of(since);
  }

  /** Runs that began before the resolution tell of the fault, not of its end. */
  private static Standing standing(FaultFact fault, CheckDemand check) {
    var resolved = fault.resolvedTime().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
    return Standing.of(
        fault.runs().stream()
            .filter(r -> r.purpose() == Purpose.Verification && !r.external())
            .filter(r -> !r.createdTime().isBefore(resolved))
            .filter(check::isMetBy)
            .toList());
  }

  /**
   * Why a resolved fault still counts as open: the first check that refuses, else one that runs.
   */
  public static Optional<Verdict.Hold> refusal(FaultFact fault, List<CheckDemand> checks) {
    if (fault.resolvedTime().isEmpty() || fault.closed()) {
      return Optional.empty();
    }
    var refusals =
        checks.stream().map(check -> refusal(fault, check)).flatMap(Optional::stream).toList();
    return refusals.stream()
        .filter(h -> h.reason() == Reason.FaultNotVerified)
        .findFirst()
        .or(() -> refusals.stream().findFirst());
  }

  private static Optional<Verdict.Hold> refusal(FaultFact fault, CheckDemand check) {
    var standing = standing(fault, check);
    if (standing.passedAt().isPresent()) {
      return Optional.empty();
    }
    if (standing.newestEnded().isPresent()) {
      var refused = RunTexts.refused(Reason.FaultNotVerified, check, standing);
      return Optional.of(
          new Verdict.Hold(
              refused.reason(),
              "%s is resolved, but not proven gone: %s".formatted(fault.title(), refused.message()),
              refused.retryAt()));
    }
    return Optional.of(
        new Verdict.Hold(
            Reason.FaultVerifying,
            "%s is resolved; %s must prove it%s."
                .formatted(
                    fault.title(),
                    check.title(),
                    standing.running().map(r -> ": " + RunTexts.running(r, check)).orElse("")),
            Optional.empty()));
  }

  /** The checks to start for a fault now. */
  public static List<WantedRun> wanted(FaultFact fault, List<CheckDemand> checks, Instant now) {
    var wanted = new ArrayList<WantedRun>();
    if (fault.resolvedTime().isEmpty() || fault.closed()) {
      return wanted;
    }
    for (var check : checks) {
      var standing = standing(fault, check);
      if (standing.wantsRun(now)) {
        wanted.add(new WantedRun(check, standing.next(fault.resolvedTime().get().toString())));
      }
    }
    return wanted;
  }

  /** When a check that had nothing to measure is to be started again. */
  public static Optional<Instant> againAt(FaultFact fault, List<CheckDemand> checks) {
    return fault.resolvedTime().isEmpty() || fault.closed()
        ? Optional.empty()
        : checks.stream()
            .flatMap(c -> standing(fault, c).againAt().stream())
            .min(Instant::compareTo);
  }
}
