package dev.rollguard.core.gate;

import dev.rollguard.core.schedule.Durations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A few pods with the new template have done well, for long enough. */
final class CanaryGate {
  private CanaryGate() {}

  static Verdict check(GateInput in) {
    var demand = in.window().demands().canary().orElseThrow();
    if (in.rollout().evidence().isCanary()) {
      return new Verdict.Pass("it is a canary itself.");
    }
    if (in.rollout().type() == ChangeType.Create && !demand.existing()) {
      return new Verdict.Pass("a first rollout has nothing beside which a canary could run.");
    }
    var canary = in.rollout().evidence().canary();
    if (canary.isEmpty()) {
      return hold(
          Reason.CanaryPending,
          demand.existing()
              ? "No Deployment labelled rollguard.dev/canary-for=%s runs these images healthy yet."
                  .formatted(in.rollout().deployment())
              : "The canary starts as soon as nothing else holds.");
    }
    var end = canary.get().end();
    if (end.isPresent()) {
      return end.get().outcome() == Outcome.Pass
          ? new Verdict.Pass("the canary did well before the rollout began.")
          : hold(Reason.CanaryFailed, failed(end.get(), in));
    }
    return running(in, demand, canary.get());
  }

  private static String failed(RunFact.End end, GateInput in) {
    // kubectl restarts nothing that is paused. The time lets the same be tried once more, and then
    // again.
    return "The canary failed: %s; nothing was rolled out. Mend the change, or try the same again with: kubectl patch deployment %s -n %s -p '{\"spec\":{\"template\":{\"metadata\":{\"annotations\":{\"again-after\":\"%s\"}}}}}'."
        .formatted(
            RunTexts.cause(end.message()),
            in.rollout().deployment(),
            in.rollout().namespace(),
            end.time());
  }

  private static Verdict running(GateInput in, CanaryDemand demand, CanaryFact canary) {
    var deadline = canary.startTime().plus(demand.deadline());
    if (canary.healthyTime().isEmpty()) {
      return new Verdict.Hold(
          Reason.CanaryRunning,
          "The canary gets ready; it has until %s.".formatted(moment(deadline, in)),
          Optional.of(deadline));
    }
    if (!in.rollout().evidence().canaryServes()) {
      return new Verdict.Hold(
          Reason.CanaryRunning,
          "Not all pods of the canary serve any more; it is observed anew once they do, until %s."
              .formatted(moment(deadline, in)),
          Optional.of(deadline));
    }
    var refused = bad(in, demand, canary);
    if (refused.isPresent()) {
      return refused.get();
    }
    var soaked = canary.healthyTime().get().plus(demand.soak());
    var unfinished = unfinished(in, demand, canary);
    var running = still(in, unfinished, canary);
    if (in.now().isBefore(soaked)) {
      return new Verdict.Hold(
          Reason.CanaryRunning,
          "The canary is healthy and observed until %s%s."
              .formatted(moment(soaked, in), unfinished.isEmpty() ? "" : "; " + running),
          Optional.of(soaked));
    }
    return unfinished.isEmpty()
        ? new Verdict.Pass(
            "the canary was healthy for %s%s."
                .formatted(Durations.format(demand.soak()), passed(in, demand, canary)))
        : new Verdict.Hold(Reason.CanaryRunning, running + ".", Optional.of(deadline));
  }

  private static Optional<Verdict> bad(GateInput in, CanaryDemand demand, CanaryFact canary) {
    var deadline = canary.startTime().plus(demand.deadline());
    return demand.checks().stream()
        .map(check -> refusal(check, standing(check, in.rollout().evidence(), canary), deadline))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Verdict> refusal(CheckDemand check, Standing standing, Instant deadline) {
    if (standing.newestEnded().isEmpty() || standing.passedAt().isPresent()) {
      return Optional.empty();
    }
    var run = standing.newestEnded().get();
    return switch (run.end().orElseThrow().outcome()) {
      case Pass -> Optional.empty();
      case NoData ->
          Optional.of(
              new Verdict.Hold(
                  Reason.CanaryNoData,
                  "%s; see that traffic reaches the canary and that the query finds it. It is measured again every minute until the canary's deadline."
                      .formatted(RunTexts.ended(run, check)),
                  standing.againAt().filter(deadline::isAfter).or(() -> Optional.of(deadline))));
      case Fail, Inconclusive ->
          Optional.of(hold(Reason.CanaryFailed, RunTexts.ended(run, check) + "."));
    };
  }

  private static List<CheckDemand> unfinished(
      GateInput in, CanaryDemand demand, CanaryFact canary) {
    return demand.checks().stream()
        .filter(c -> standing(c, in.rollout().evidence(), canary).passedAt().isEmpty())
        .toList();
  }

  private static String still(GateInput in, List<CheckDemand> unfinished, CanaryFact canary) {
    return unfinished.stream()
        .map(check ->
            standing(check, in.rollout().evidence(), canary)
                .running()
                .map(run -> RunTexts.running(run, check))
                .orElse(check.title() + " is about to run"))
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String passed(GateInput in, CanaryDemand demand, CanaryFact canary) {
    return demand.checks().stream()
        .flatMap(check ->
            standing(check, in.rollout().evidence(), canary).newestEnded().stream()
                .map(run -> "; " + RunTexts.ended(run, check)))
        .distinct()
        .collect(Collectors.joining());
  }

  /** Only what the operator itself ran for this very canary counts. */
  private static Standing standing(CheckDemand check, Evidence evidence, CanaryFact canary) {
    return Standing.of(
        evidence.runs().stream()
            .filter(r -> r.purpose() == Purpose.Canary && r.byOperator() && !r.external())
            .filter(r -> r.templateHash().equals(evidence.templateHash()))
            .filter(r -> r.attempt().startsWith(canary.attempt()))
            .filter(check::isMetBy)
            .toList());
  }

  /** The checks that are to be started for a canary that has become healthy. */
  static List<WantedRun> wanted(
      Instant now, Evidence evidence, CanaryDemand demand, CanaryFact canary) {
    var wanted = new ArrayList<WantedRun>();
    for (var check : demand.checks()) {
      var standing = standing(check, evidence, canary);
      if (standing.wantsRun(now)) {
        wanted.add(new WantedRun(check, standing.next(canary.attempt())));
      }
    }
    return wanted;
  }

  /** How a check ended that fails the canary for good; empty while it may still pass. */
  static Optional<String> failure(Evidence evidence, CanaryDemand demand, CanaryFact canary) {
    return demand.checks().stream()
        .map(check -> failure(check, standing(check, evidence, canary)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> failure(CheckDemand check, Standing standing) {
    return standing
        .newestEnded()
        .filter(r ->
            switch (r.end().orElseThrow().outcome()) {
              case Fail, Inconclusive -> true;
              case Pass, NoData -> false;
            })
        .map(r -> RunTexts.ended(r, check));
  }

  private static Verdict.Hold hold(Reason reason, String message) {
    return new Verdict.Hold(reason, message, Optional.empty());
  }

  private static String moment(Instant t, GateInput in) {
    return Moments.format(t, in.window().zone(), in.now());
  }
}
