package dev.rollguard.core.gate;

/** Sentences about runs of checks. */
final class RunTexts {
  private static final int MAX_CAUSE_BYTES = 512;
  private static final int MAX_SAMPLES_BYTES = 256;
  private static final int SHOWN = 3;

  private RunTexts() {}

  /** Its newest run has ended, and not well. */
  static Verdict.Hold refused(Reason reason, CheckDemand check, Standing standing) {
    var run = standing.newestEnded().orElseThrow();

    var next =
        switch (run.end().orElseThrow().outcome()) {
          case NoData -> "it is run again every minute until there is something to measure.";
          case Pass, Fail, Inconclusive ->
              "when that is mended, run it again with kubectl create, as CheckRun/%s."
                  .formatted(run.name());
        };
    var running = standing.running().map(r -> r.title() + " is running.");
    return new Verdict.Hold(
        reason, "%s; %s".formatted(ended(run, check), running.orElse(next)), standing.againAt());
  }

  /** How a run ended, and what it measured last, without a full stop. */
  static String ended(RunFact run, CheckDemand check) {
    var end = run.end().orElseThrow();
    return "%s of %s %s: %s%s"
        .formatted(
            run.title(), check.title(), word(end.outcome()), cause(end.message()), samples(run));
  }

  /** Its samples are told when it has ended: they change too often for a record of the Change. */
  static String running(RunFact run, CheckDemand check) {
    return run.waitsFor().isEmpty()
        ? "%s of %s is running".formatted(run.title(), check.title())
        : "%s of %s waits: %s".formatted(run.title(), check.title(), cause(run.waitsFor()));
  }

  /** Those that its message does not tell already. */
  private static String samples(RunFact run) {
    var told = run.end().map(RunFact.End::message).orElse("");
    var more =
        run.samples().stream()
            .filter(s -> !told.contains(s.substring(s.indexOf(' ') + 1)))
            .toList();
    var last = more.subList(Math.max(0, more.size() - SHOWN), more.size());
    return last.isEmpty()
        ? ""
        : " [%s]".formatted(Texts.line(String.join("; ", last), MAX_SAMPLES_BYTES));
  }

  /** To go on with the sentence after it. */
  static String cause(String message) {
    return Texts.withoutFullStop(Texts.line(message, MAX_CAUSE_BYTES));
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case Pass -> "passed";
      case Fail -> "failed";
      case Inconclusive -> "is inconclusive";
      case NoData -> "had no data";
    };
  }

  static String report(CheckDemand check) {
    return "report how it went with a CheckRun of type External for %s.".formatted(check.title());
  }
}
