package dev.rollguard.policy;

import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.core.schedule.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The literals of one window in mode Deny or Warn, each with the words that a person reads. They
 * are bounded, so that a policy stays far below the sizes that the API server accepts.
 */
final class RefusalTexts {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);
  private static final int MOST_FREEZES = 50;
  private static final int MOST_FAULTS = 50;
  private static final int REASON_BYTES = 200;
  private static final int PROBLEM_BYTES = 500;

  private final PolicyInput in;
  private final PolicyWindow window;
  private final PublishedOpenings openings;
  private final List<MindedFault> faults;

  RefusalTexts(PolicyInput in, PolicyWindow window) {
    this.in = in;
    this.window = window;
    this.openings =
        window.fact().calendar() instanceof Calendar.Readable readable
            ? PublishedOpenings.of(List.of(readable.schedule()), in.now(), PublishedOpenings.MOST)
            : PublishedOpenings.CLOSED;
    this.faults = MindedFault.of(window, in).stream().limit(MOST_FAULTS).toList();
  }

  PublishedOpenings openings() {
    return openings;
  }

  List<MindedFault> faults() {
    return faults;
  }

  /** From, until, and from as people read it. */
  String openingsLiteral() {
    var rows =
        openings.list().stream()
            .map(o ->
                List.of(
                    openings.always() ? "" : o.from().toString(),
                    o.until().toString(),
                    moment(o.from())))
            .toList();
    return Cel.rows(rows, "");
  }

  /** From, until, and how it is told. */
  String freezesLiteral() {
    var freezes = freezes();
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < freezes.size(); i++) {
      var end = freezes.get(i).until();
      var next = i + 1 < freezes.size() ? freezes.get(i + 1).from() : end;
      rows.add(row(freezes.get(i), PublishedOpenings.earlier(end, next)));
    }
    return Cel.rows(rows, "");
  }

  private List<Freeze> freezes() {
    return window.fact().calendar() instanceof Calendar.Readable readable
        ? readable.schedule().freezes(from(), horizon(), MOST_FREEZES)
        : List.of();
  }

  private Instant from() {
    return openings.renewAt().equals(PublishedOpenings.FOREVER)
        ? in.now()
        : openings.renewAt().minus(Duration.ofDays(1));
  }

  private Instant horizon() {
    return PublishedOpenings.earlier(
        openings.until(), openings.renewAt().plus(PublishedOpenings.HORIZON));
  }

  /** Until a later one takes over, of several freezes the one that ends last is told. */
  private List<String> row(Freeze freeze, Instant until) {
    return List.of(
        freeze.from().toString(),
        until.toString(),
        "is frozen until %s (%s)"
            .formatted(moment(freeze.until()), Texts.line(freeze.reason(), REASON_BYTES)));
  }

  /** Until when it counts, and how it is told. */
  String faultsLiteral() {
    return Cel.rows(faults.stream().map(f -> List.of(f.until().toString(), told(f))).toList(), "");
  }

  private String told(MindedFault fault) {
    var title = "Fault/%s (%s)".formatted(fault.fact().name(), fault.fact().severity());
    if (fault.unverified()) {
      return "%s is resolved in %s, but its checks have not proven it gone"
          .formatted(title, window.datacenter());
    }
    return fault.open()
        ? "%s is open in %s, resolve it with a cause and evidence"
            .formatted(title, window.datacenter())
        : "%s is resolved and its quiet period ends %s".formatted(title, moment(fault.until()));
  }

  /** Why the window is closed, and when it opens. */
  String closedExpression() {
    return switch (window.fact().calendar()) {
      case Calendar.Unreadable unreadable ->
          Cel.string(
              "%s stays closed, mend its schedule (%s)"
                  .formatted(window.fact().title(), problem(unreadable.message())));
      case Calendar.Readable readable ->
          """
          variables.now == ''
          ? 'the write carries no time, do not reset its managedFields'
          : %s + (size(variables.frozen) > 0 ? variables.frozen[0][2] : 'is closed')
            + (size(variables.next) == 0 ? %s
               : (size(variables.frozen) > 0 ? ' and opens ' : ' until ') + variables.next[0][2])\
          """
              .formatted(Cel.string(window.fact().title() + " "), Cel.string(noneNext()));
    };
  }

  private static String problem(String sentence) {
    var line = Texts.line(sentence, PROBLEM_BYTES);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }

  /** What follows when no opening is left in the literal. */
  private String noneNext() {
    return openings.until().equals(PublishedOpenings.FOREVER)
        ? ", its schedule has no further opening, give it one"
        : ", the operator has not published its next opening";
  }

  private String moment(Instant moment) {
    return MOMENT.format(moment.atZone(window.fact().zone()));
  }
}
