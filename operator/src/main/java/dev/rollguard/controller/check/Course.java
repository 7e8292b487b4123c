package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckStatus;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.NamedFinding;
import dev.rollguard.core.check.Next;
import dev.rollguard.core.check.Progress;
import dev.rollguard.core.check.RunVerdict;
import dev.rollguard.core.check.Sample;
import dev.rollguard.core.check.Tally;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the checks of a started run are, and what is next. Pure.
 *
 * @param checks as they go into the status
 * @param next of every check that has not ended, when it wants its next sample
 * @param verdict what the run came to; empty while it goes on
 */
record Course(List<CheckStatus> checks, List<Wanted> next, Optional<Finding> verdict) {
  private static final int SAMPLES_KEPT = 10;

  /**
   * A sample to take.
   *
   * @param index how many were taken before
   */
  record Wanted(String check, int index, Instant at) {}

  /**
   * @param before the checks as they stand in the status
   * @param landed samples that may not be on record yet
   */
  static Course of(
      Instant started,
      List<Blueprint> blueprints,
      List<CheckStatus> before,
      Map<String, Sample> landed) {
    var checks = new ArrayList<CheckStatus>();
    var next = new ArrayList<Wanted>();
    var ended = new ArrayList<NamedFinding>();
    for (Blueprint blueprint : blueprints) {
      var name = blueprint.name();
      var check = with(status(before, name), landed.get(name));
      var tally = tally(check);
      switch (Progress.next(blueprint.pace(), started, tally)) {
        case Next.SampleAt(var at) -> next.add(new Wanted(name, tally.taken(), at));
        case Next.Finished(var finding) -> {
          var told = told(finding, check.getSamples());
          check.setVerdict(CheckVerdict.valueOf(told.outcome().name()));
          check.setMessage(told.message());
          ended.add(new NamedFinding(name, told));
        }
      }
      checks.add(check);
    }
    return new Course(checks, next, verdict(blueprints, ended));
  }

  /** One check that fails decides: what the others would say can change nothing any more. */
  private static Optional<Finding> verdict(List<Blueprint> all, List<NamedFinding> ended) {
    var over =
        ended.size() == all.size()
            || ended.stream().anyMatch(f -> f.finding().outcome() == Outcome.Fail);
    return over ? Optional.of(RunVerdict.of(ended)) : Optional.empty();
  }

  /** What was seen stands behind what it came to: the last sample that came out the same. */
  private static Finding told(Finding finding, List<String> samples) {
    var same = samples.stream().filter(s -> s.startsWith(finding.outcome() + " ")).toList();
    var last = same.isEmpty() ? samples : same;
    return last.isEmpty()
        ? finding
        : new Finding(finding.outcome(), finding.message() + " The last one: " + last.getLast());
  }

  static CheckStatus status(List<CheckStatus> before, String name) {
    return before.stream()
        .filter(c -> name.equals(c.getName()))
        .findFirst()
        .orElseGet(() -> {
          var fresh = new CheckStatus();
          fresh.setName(name);
          return fresh;
        });
  }

  /** A copy; with the sample, if it is not in it already: the answer to that write was lost. */
  private static CheckStatus with(CheckStatus before, @Nullable Sample sample) {
    var tally = tally(before);
    var fresh =
        sample != null && tally.last().map(last -> last.isBefore(sample.time())).orElse(true)
            ? Optional.of(sample)
            : Optional.<Sample>empty();
    var after = fresh.map(tally::plus).orElse(tally);
    var check = new CheckStatus();
    check.setName(before.getName());
    check.setPassed(after.passed());
    check.setFailed(after.failed());
    check.setInconclusive(after.inconclusive());
    check.setNoData(after.noData());
    check.setLastSampleTime(after.last().map(Instant::toString).orElse(null));
    var lines =
        Stream.concat(before.getSamples().stream(), fresh.map(Sample::line).stream()).toList();
    check.setSamples(lines.subList(Math.max(0, lines.size() - SAMPLES_KEPT), lines.size()));
    return check;
  }

  static Tally tally(CheckStatus check) {
    return new Tally(
        number(check.getPassed()),
        number(check.getFailed()),
        number(check.getInconclusive()),
        number(check.getNoData()),
        Moments.parse(check.getLastSampleTime()));
  }

  private static int number(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }
}
