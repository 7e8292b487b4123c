package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** No fault of the datacenter that the window minds is open, or was until a moment ago. */
final class FaultGate {
  private FaultGate() {}

  static Verdict check(GateInput in) {
    var window = in.window();
    var minded = window.minds(in.faults());
    var open = minded.stream().filter(f -> f.resolvedTime().isEmpty()).toList();
    if (!open.isEmpty()) {
      return new Verdict.Hold(Reason.FaultOpen, FaultTexts.open(open, in), Optional.empty());
    }
    var unproven =
        minded.stream()
            .flatMap(f -> Verification.refusal(f, window.demands().verify()).stream())
            .findFirst();
    if (unproven.isPresent()) {
      return unproven.get();
    }
    var quiet = minded.stream().filter(f -> in.now().isBefore(quietUntil(window, f))).toList();
    return quiet.isEmpty()
        ? new Verdict.Pass("no fault of %s or worse is open.".formatted(window.minSeverity()))
        : quiet(quiet, in);
  }

  private static Verdict quiet(List<FaultFact> quiet, GateInput in) {
    var until = quiet.stream().map(f -> quietUntil(in.window(), f)).max(Instant::compareTo);
    return new Verdict.Hold(
        Reason.FaultQuietPeriod, FaultTexts.quiet(quiet, until.orElseThrow(), in), until);
  }

  private static Instant quietUntil(WindowFact window, FaultFact fault) {
    return window.quietUntil(fault).orElseThrow();
  }
}
