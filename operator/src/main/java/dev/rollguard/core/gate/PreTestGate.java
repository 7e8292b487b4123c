package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The template has passed the tests that the window asks for, and that is not too long ago. */
final class PreTestGate {
  private PreTestGate() {}

  static Verdict check(GateInput in) {
    var refusals =
        in.window().demands().preTests().stream()
            .map(demand -> one(demand, in))
            .flatMap(Optional::stream)
            .toList();
    if (refusals.isEmpty()) {
      return new Verdict.Pass(passed(in));
    }
    var first = refusals.getFirst();
    return new Verdict.Hold(
        first.reason(),
        String.join(" ", refusals.stream().map(Verdict.Hold::message).distinct().toList()),
        refusals.stream().flatMap(h -> h.retryAt().stream()).min(Instant::compareTo));
  }

  private static String passed(GateInput in) {
    var lines = new ArrayList<String>();
    for (var demand : in.window().demands().preTests()) {
      standing(demand, in.rollout())
          .newestEnded()
          .ifPresent(run ->
              lines.add(
                  "%s; valid until %s."
                      .formatted(
                          RunTexts.ended(run, demand.check()),
                          Moments.format(expiry(demand, run), in.window().zone(), in.now()))));
    }
    return String.join(" ", lines);
  }

  private static Standing standing(PreTestDemand demand, RolloutFact rollout) {
    var evidence = rollout.evidence();
    return Standing.of(
        evidence.runs().stream().filter(r -> demand.isMetBy(r, evidence.templateHash())).toList());
  }

  private static Instant expiry(PreTestDemand demand, RunFact ended) {
    return ended.end().orElseThrow().time().plus(demand.validFor());
  }

  private static Optional<Verdict.Hold> one(PreTestDemand demand, GateInput in) {
    var standing = standing(demand, in.rollout());
    if (standing.newestEnded().isEmpty()) {
      return Optional.of(pending(demand, standing));
    }
    var run = standing.newestEnded().get();
    var expiry = expiry(demand, run);
    if (standing.passedAt().isEmpty()) {
      return Optional.of(RunTexts.refused(Reason.PreTestFailed, demand.check(), standing));
    }
    if (in.now().isBefore(expiry)) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.Hold(
            Reason.PreTestExpired,
            "%s passed, but counted until %s only; %s"
                .formatted(
                    run.title(),
                    Moments.format(expiry, in.window().zone(), in.now()),
                    standing
                        .running()
                        .map(r -> r.title() + " is running.")
                        .orElse(
                            demand.acceptsRuns()
                                ? "it is run again as soon as nothing else holds."
                                : RunTexts.report(demand.check()))),
            Optional.empty()));
  }

  private static Verdict.Hold pending(PreTestDemand demand, Standing standing) {
    var message =
        standing
            .running()
            .map(r -> RunTexts.running(r, demand.check()) + ".")
            .orElse(
                demand.acceptsRuns()
                    ? "%s has not run yet for this template.".formatted(demand.check().title())
                    : "%s has no report yet; %s"
                        .formatted(demand.check().title(), RunTexts.report(demand.check())));
    return new Verdict.Hold(Reason.PreTestPending, message, Optional.empty());
  }

  /**
   * The tests that are to be started now.
   *
   * @param nothingElseHolds whether evidence that has expired is worth renewing
   */
  static List<WantedRun> wanted(GateInput in, boolean nothingElseHolds) {
    var wanted = new ArrayList<WantedRun>();
    for (var demand : in.window().demands().preTests()) {
      var standing = standing(demand, in.rollout());
      if (demand.acceptsRuns()
          && (standing.wantsRun(in.now())
              || (nothingElseHolds && expired(demand, standing, in.now())))) {
        wanted.add(new WantedRun(demand.check(), standing.next("")));
      }
    }
    return wanted;
  }

  private static boolean expired(PreTestDemand demand, Standing standing, Instant now) {
    return standing.running().isEmpty()
        && standing
            .passedAt()
            .map(t -> t.plus(demand.validFor()))
            .filter(t -> !now.isBefore(t))
            .isPresent();
  }
}
