package dev.rollguard.cli.report;

import static java.util.stream.Collectors.joining;

import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.schedule.Durations;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A report as Markdown, in one language, with times of one zone. */
public final class Markdown {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);

  private final Report report;
  private final Style style;
  private final StringBuilder text = new StringBuilder();

  /**
   * How it is written.
   *
   * @param longHold changes that were held longer are listed as holds
   */
  public record Style(Language language, ZoneId zone, Duration longHold) {}

  private Markdown(Report report, Style style) {
    this.report = report;
    this.style = style;
  }

  public static String of(Report report, Style style) {
    return new Markdown(report, style).write();
  }

  private String write() {
    head();
    changes();
    holds();
    overrides();
    approvals();
    faults();
    text.append('\n').append(say(Phrase.SOURCE)).append('\n');
    return text.toString();
  }

  private void head() {
    var where =
        report.datacenter() == null
            ? say(Phrase.ALL_DATACENTERS)
            : say(Phrase.ONE_DATACENTER, report.datacenter());
    text.append("# ").append(say(Phrase.TITLE)).append("\n\n");
    text.append(
            say(
                Phrase.RANGE,
                time(report.from()),
                time(report.until()),
                where,
                time(report.generatedTime())))
        .append('\n');
    section(say(Phrase.SUMMARY));
    var totals = report.totals();
    var states =
        totals.changesByState().entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(joining(", "));
    sum(Phrase.CHANGES, totals.changes(), states.isEmpty() ? "" : say(Phrase.STATES, states));
    bullet(Phrase.MEDIAN_HOLD, duration(totals.medianHeldSeconds()));
    bullet(Phrase.LONGEST_HOLD, duration(totals.longestHeldSeconds()));
    sum(
        Phrase.OVERRIDES,
        totals.overrides(),
        say(Phrase.UNDER_OVERRIDE, totals.changesUnderOverride()));
    sum(
        Phrase.APPROVALS,
        totals.approvals() + totals.rejections(),
        say(Phrase.REJECTED, totals.rejections()));
    sum(Phrase.FAULTS, totals.faults(), say(Phrase.OPEN_NOW, totals.faultsOpen()));
  }

  private void sum(Phrase what, int number, String detail) {
    bullet(what, number == 0 || detail.isEmpty() ? "" + number : number + " (" + detail + ")");
  }

  private void bullet(Phrase what, String value) {
    text.append("- ").append(say(what)).append(": ").append(value).append('\n');
  }

  private void changes() {
    section(say(Phrase.CHANGES));
    table(
        report.changes(),
        List.of(
            column(Phrase.REQUESTED, c -> time(c.requestedTime())),
            column(Phrase.DATACENTER, ChangeRow::datacenter),
            column(Phrase.DEPLOYMENT, Markdown::path),
            column(Phrase.WHAT, Markdown::what),
            column(Phrase.BY, Markdown::requesters),
            column(Phrase.RISK, ChangeRow::risk),
            column(Phrase.STATE, this::state),
            column(Phrase.HELD, c -> duration(c.heldSeconds()))));
  }

  /** The last one first. */
  private static String requesters(ChangeRow change) {
    return Stream.concat(Stream.of(change.requestedBy()), change.alsoRequestedBy().stream())
        .collect(Collectors.joining(", "));
  }

  private String state(ChangeRow change) {
    var state = or(change.state());
    var by = change.stoppedBy() == null ? state : state + " (" + change.stoppedBy() + ")";
    return change.breakGlass() == null
        ? by
        : by + ", " + say(Phrase.UNDER, "BreakGlass/" + change.breakGlass());
  }

  private void holds() {
    var seconds = style.longHold().toSeconds();
    section(say(Phrase.HOLDS, Durations.format(style.longHold())));
    table(
        report.changes().stream().filter(c -> c.heldSeconds() > seconds).toList(),
        List.of(
            column(Phrase.DEPLOYMENT, Markdown::path),
            column(Phrase.REQUESTED, c -> time(c.requestedTime())),
            column(Phrase.HELD, c -> duration(c.heldSeconds())),
            column(Phrase.WINDOWS, c -> String.join(", ", c.windows())),
            column(Phrase.HOW_IT_ENDED, ChangeRow::message)));
  }

  private void overrides() {
    section(say(Phrase.OVERRIDES));
    if (report.overrides().isEmpty()) {
      text.append(say(Phrase.NONE)).append('\n');
    }
    var between = "";
    for (var override : report.overrides()) {
      text.append(between);
      override(override);
      between = "\n";
    }
  }

  private void override(OverrideRow override) {
    var subject =
        override.datacenter() == null
            ? say(Phrase.SUBJECT_CHANGE, or(override.change()))
            : say(Phrase.SUBJECT_DATACENTER, override.datacenter());
    var opened =
        say(
            Phrase.OPENED,
            or(override.openedBy()),
            time(override.createdTime()),
            time(override.activeUntil()),
            or(override.state()));
    var confirmed =
        override.confirmedBy() == null
            ? say(Phrase.UNCONFIRMED)
            : say(Phrase.CONFIRMED, override.confirmedBy(), or(override.confirmation()));
    text.append("### BreakGlass/").append(override.breakGlass()).append("\n\n");
    List.of(subject, say(Phrase.REASON, override.reason()), opened, confirmed)
        .forEach(line -> text.append("- ").append(line(line)).append('\n'));
    text.append("- ")
        .append(say(override.released().isEmpty() ? Phrase.NOTHING_PASSED : Phrase.PASSED))
        .append('\n');
    override.released().forEach(line -> text.append("  - ").append(line(line)).append('\n'));
  }

  private void approvals() {
    section(say(Phrase.APPROVALS));
    table(
        report.approvals(),
        List.of(
            column(Phrase.TIME, a -> time(a.createdTime())),
            column(Phrase.CHANGE, a -> a.namespace() + "/" + a.change()),
            column(Phrase.DECISION, ApprovalRow::decision),
            column(Phrase.APPROVER, ApprovalRow::approver),
            column(Phrase.COUNTED, this::counted),
            column(Phrase.COMMENT, ApprovalRow::comment)));
  }

  private String counted(ApprovalRow approval) {
    return approval.counted() == null ? "" : say(approval.counted() ? Phrase.YES : Phrase.NO);
  }

  private void faults() {
    section(say(Phrase.FAULTS));
    table(
        report.faults(),
        List.of(
            column(Phrase.BEGAN, f -> time(f.startTime())),
            column(Phrase.DATACENTER, FaultRow::datacenter),
            column(Phrase.FAULT, f -> f.fault() + ": " + f.summary()),
            column(Phrase.SEVERITY, FaultRow::severity),
            column(Phrase.OPENED_BY, FaultRow::openedBy),
            column(Phrase.RESOLVED, this::resolved),
            column(Phrase.CAUSE, Markdown::cause)));
  }

  private String resolved(FaultRow fault) {
    if (fault.resolvedTime() == null) {
      return say(Phrase.STILL_OPEN);
    }
    return time(fault.resolvedTime())
        + (fault.resolvedBy() == null ? "" : " (" + fault.resolvedBy() + ")");
  }

  private static String cause(FaultRow fault) {
    return fault.cause() == null ? "" : fault.cause() + "; " + or(fault.evidence());
  }

  private static String path(ChangeRow change) {
    return change.namespace() + "/" + change.deployment();
  }

  private static String what(ChangeRow change) {
    return change.diff().isEmpty() ? change.type() : String.join("; ", change.diff());
  }

  private record Column<T>(String title, Function<T, @Nullable String> value) {}

  private <T> Column<T> column(Phrase title, Function<T, @Nullable String> value) {
    return new Column<>(say(title), value);
  }

  private void section(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  private <T> void table(List<T> rows, List<Column<T>> columns) {
    if (rows.isEmpty()) {
      text.append(say(Phrase.NONE)).append('\n');
      return;
    }
    row(columns.stream().map(Column::title).toList());
    row(columns.stream().map(c -> "---").toList());
    rows.forEach(r -> row(columns.stream().map(c -> or(c.value().apply(r))).toList()));
  }

  private void row(List<String> cells) {
    text.append(cells.stream().map(Markdown::line).collect(joining(" | ", "| ", " |\n")));
  }

  /** What people typed must neither break a table nor become markup. */
  private static String line(String value) {
    return value
        .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ")
        .replaceAll("([\\\\|`*\\[\\]<>])", "\\\\$1")
        .strip();
  }

  private String say(Phrase phrase, Object... values) {
    return phrase.in(style.language(), values);
  }

  private String time(@Nullable String moment) {
    return Moments.parse(moment).map(t -> TIME.format(t.atZone(style.zone()))).orElse("");
  }

  private static String duration(long seconds) {
    return Durations.format(Duration.ofSeconds(seconds));
  }

  private static String or(@Nullable String value) {
    return value == null ? "" : value;
  }
}
