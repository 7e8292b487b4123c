package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.CheckStatus;
import dev.rollguard.controller.check.CheckRunStatuses.End;
import dev.rollguard.controller.check.CheckRunStatuses.Reason;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.observe.CheckCaches;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** One pass over a run: observe, decide, act, record. */
final class RunSteps {
  private final Parts parts;

  RunSteps(Parts parts) {
    this.parts = parts;
  }

  /**
   * What the steps are taken with.
   *
   * @param wake looks again at a run
   */
  record Parts(
      CheckCaches checks,
      Subjects subjects,
      Preparations preparations,
      Probes probes,
      RunRecords records,
      RunStory story,
      Leftovers leftovers,
      InstantSource clock,
      Consumer<CheckRun> wake) {}

  /** What becomes of a pass. */
  sealed interface Result {
    /** The run was written; there is more to do at once. */
    record Again(CheckRun run) implements Result {}

    /** Nothing more until something happens. */
    record Done() implements Result {}

    /** Nothing more until then. */
    record WaitUntil(Instant time) implements Result {}
  }

  private static final Result DONE = new Result.Done();

  Result pass(CheckRun run) {
    var subject = parts.subjects().of(run);
    if (run.getStatus().getVerdict() != null) {
      return over(run, subject);
    }
    return switch (subject) {
      case Subject.Ended(var why) ->
          end(run, inconclusive(Reason.SubjectEnded, why + " There is nothing to prove any more."));
      case Subject.Ongoing ongoing -> pass(run, ongoing);
    };
  }

  private Result over(CheckRun run, Subject subject) {
    parts.probes().forget(run.getMetadata().getUid());
    if (subject instanceof Subject.Ended) {
      parts.leftovers().remove(run);
      parts.records().retire(run);
    }
    return DONE;
  }

  private Result pass(CheckRun run, Subject.Ongoing subject) {
    if (!RunRecords.isOwned(run, subject.owner())) {
      return again(run, parts.records().adopt(run, subject.owner()));
    }
    var hash = Objects.requireNonNullElse(run.getSpec().getTemplateHash(), "");
    if (!subject.templateHash().equals(hash)) {
      return end(
          run,
          inconclusive(
              Reason.OtherTemplate,
              "templateHash is not the one of %s, which is %s; create a run for that one."
                  .formatted(subject.title(), subject.templateHash())));
    }
    var report = run.getSpec().getReport();
    if (run.getSpec().getType() == CheckRunType.External && report != null) {
      return end(run, CheckRunStatuses.reported(run, report));
    }
    return prepare(run, subject);
  }

  private Result prepare(CheckRun run, Subject.Ongoing subject) {
    var started = Moments.parse(run.getStatus().getStartTime());
    var now = now();
    return switch (parts.preparations().of(run, subject, started.orElse(now))) {
      case Preparation.Stalled(var reason, var sentence) -> {
        var status = CheckRunStatuses.stalled(run, reason, sentence, now);
        var written = parts.records().write(run, status);
        yield written.isPresent() ? DONE : again(run, written);
      }
      case Preparation.Ready ready when started.isEmpty() -> start(run, ready, now);
      case Preparation.Ready ready -> sample(run, ready, started.get(), now);
    };
  }

  /** When it began is on record before anything is asked: whoever goes on counts from there. */
  private Result start(CheckRun run, Preparation.Ready ready, Instant now) {
    var course = Course.of(now, ready.blueprints(), List.of(), Map.of());
    var status = CheckRunStatuses.running(run, now, course.checks(), now);
    return again(run, parts.records().write(run, status));
  }

  private Result sample(CheckRun run, Preparation.Ready ready, Instant started, Instant now) {
    var uid = run.getMetadata().getUid();
    var landed = parts.probes().landed(uid);
    var course = Course.of(started, ready.blueprints(), run.getStatus().getChecks(), landed);
    if (course.verdict().isPresent()) {
      return end(run, course.checks(), new End(course.verdict().get(), Reason.ChecksEnded, now));
    }
    var status = CheckRunStatuses.running(run, started, course.checks(), now);
    var written = parts.records().write(run, status);
    if (written.isEmpty()) {
      return again(run, written);
    }
    parts.probes().recorded(uid, landed);
    course.next().stream()
        .filter(wanted -> !wanted.at().isAfter(now))
        .map(w -> new Probe.Shot(written.get(), w.check(), w.index(), started, now))
        .forEach(shot -> take(shot, ready));
    return course.next().stream()
        .map(Course.Wanted::at)
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .<Result>map(Result.WaitUntil::new)
        .orElse(DONE);
  }

  private void take(Probe.Shot shot, Preparation.Ready ready) {
    var probe = Objects.requireNonNull(ready.probes().get(shot.check()));
    parts.probes().start(probe, shot, () -> parts.wake().accept(shot.run()));
  }

  private End inconclusive(Reason reason, String message) {
    return new End(new Finding(Outcome.Inconclusive, message), reason, now());
  }

  private Result end(CheckRun run, End end) {
    return end(run, run.getStatus().getChecks(), end);
  }

  private Result end(CheckRun run, List<CheckStatus> checks, End end) {
    var ended = parts.records().write(run, CheckRunStatuses.ended(run, checks, end, now()));
    ended.ifPresent(r -> {
      parts.story().ended(r, end.finding());
      parts.probes().forget(r.getMetadata().getUid());
      parts.leftovers().remove(r);
      parts.records().prune(r);
    });
    return again(run, ended);
  }

  /** With what was written, or with what somebody else has written meanwhile. */
  private Result again(CheckRun run, Optional<CheckRun> written) {
    return written.or(() -> parts.checks().newest(run)).<Result>map(Result.Again::new).orElse(DONE);
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
