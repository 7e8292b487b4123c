package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Sentences about faults. */
final class FaultTexts {
  private static final int NAMED = 3;

  private FaultTexts() {}

  static String open(List<FaultFact> faults, GateInput in) {
    if (faults.size() == 1) {
      var fault = faults.getFirst();
      return "%s is open since %s; resolve it with a cause and evidence."
          .formatted(fault.title(), Moments.format(fault.since(), in.window().zone(), in.now()));
    }
    return "%s are open; resolve each with a cause and evidence.".formatted(names(faults));
  }

  static String quiet(List<FaultFact> faults, Instant until, GateInput in) {
    return "%s %s resolved; the quiet period ends %s."
        .formatted(
            names(faults),
            faults.size() == 1 ? "is" : "are",
            Moments.format(until, in.window().zone(), in.now()));
  }

  private static String names(List<FaultFact> faults) {
    var named =
        faults.stream().limit(NAMED).map(FaultFact::title).collect(Collectors.joining(", "));
    return faults.size() <= NAMED ? named : named + " and %d more".formatted(faults.size() - NAMED);
  }
}
