package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunStatus;
import dev.rollguard.api.v1alpha1.CheckStatus;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Report;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.observe.CheckCaches;
import dev.rollguard.record.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the status of a run. Pure. */
final class CheckRunStatuses {
  private CheckRunStatuses() {}

  /** Why a run stands where it stands. */
  enum Reason {
    /** It takes samples. */
    Running,
    /** Its template does not exist. */
    TemplateNotFound,
    /** A person must mend its template or its arguments. */
    InvalidCheck,
    /** Its checks have ended. */
    ChecksEnded,
    /** Somebody else ran the test. */
    Reported,
    /** It is about another pod template than its Change. */
    OtherTemplate,
    /** What it is about needs no evidence any more. */
    SubjectEnded
  }

  /** It has begun and goes on. */
  static CheckRunStatus running(
      CheckRun run, Instant started, List<CheckStatus> checks, Instant now) {
    var status = copy(run);
    status.setStartTime(started.toString());
    status.setChecks(checks);
    var progress =
        checks.stream()
            .map(CheckRunStatuses::progress)
            .collect(Collectors.joining(", ", "Running: ", "."));
    say(status, "Running", progress);
    status.setConditions(
        conditions(run, now)
            .set(ConditionTypes.COMPLETE, false, Reason.Running.name(), progress)
            .build());
    return status;
  }

  private static String progress(CheckStatus check) {
    if (check.getVerdict() != null) {
      return check.getName() + " " + check.getVerdict();
    }
    var passed = number(check.getPassed());
    var taken =
        passed
            + number(check.getFailed())
            + number(check.getInconclusive())
            + number(check.getNoData());
    return "%s %d of %d passed".formatted(check.getName(), passed, taken);
  }

  private static int number(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }

  /** It waits until a person has mended something. */
  static CheckRunStatus stalled(CheckRun run, Reason reason, String sentence, Instant now) {
    var status = copy(run);
    say(status, "Stalled", sentence);
    status.setConditions(
        conditions(run, now)
            .set(ConditionTypes.COMPLETE, false, reason.name(), sentence)
            .set(ConditionTypes.STALLED, true, reason.name(), sentence)
            .build());
    return status;
  }

  /** It has its verdict. */
  static CheckRunStatus ended(CheckRun run, List<CheckStatus> checks, End end, Instant now) {
    var status = copy(run);
    var finding = end.finding();
    status.setChecks(checks);
    status.setVerdict(CheckVerdict.valueOf(finding.outcome().name()));
    status.setEndTime(end.time().truncatedTo(ChronoUnit.MILLIS).toString());
    say(status, finding.outcome().name(), finding.message());
    status.setConditions(
        conditions(run, now)
            .set(ConditionTypes.COMPLETE, true, end.reason().name(), finding.message())
            .build());
    return status;
  }

  /** How a run ended. */
  record End(Finding finding, Reason reason, Instant time) {}

  /** What somebody else found, when he said so. */
  static End reported(CheckRun run, Report report) {
    var verdict = Objects.requireNonNullElse(report.getVerdict(), CheckVerdict.Inconclusive);
    var summary = report.getSummary();
    var message =
        report.getUrl() == null ? summary : "%s See %s".formatted(summary, report.getUrl());
    return new End(
        new Finding(Outcome.valueOf(verdict.name()), message),
        Reason.Reported,
        Instant.parse(run.getMetadata().getCreationTimestamp()));
  }

  private static Conditions conditions(CheckRun run, Instant now) {
    return new Conditions(run.getStatus().getConditions(), generation(run), now);
  }

  private static void say(CheckRunStatus status, String summary, String message) {
    status.setSummary(summary);
    status.setMessage(Texts.line(message, Conditions.MAX_MESSAGE_BYTES));
  }

  private static CheckRunStatus copy(CheckRun run) {
    var from = run.getStatus();
    var to = new CheckRunStatus();
    to.setChecks(from.getChecks());
    to.setStartTime(from.getStartTime());
    to.setObservedGeneration(generation(run));
    to.setReporter(
        Optional.of(CheckCaches.createdBy(run)).filter(user -> !user.isEmpty()).orElse(null));
    return to;
  }

  private static long generation(CheckRun run) {
    return Objects.requireNonNullElse(run.getMetadata().getGeneration(), 0L);
  }
}
