package dev.rollguard.cli;

import dev.rollguard.cli.simulate.Fate;
import dev.rollguard.cli.simulate.Totals;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.schedule.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A simulation for people and for programs. */
final class SimulationText {
  private final WindowFact window;
  private final Zone zone;

  SimulationText(WindowFact window, Zone zone) {
    this.window = window;
    this.zone = zone;
  }

  /**
   * One change.
   *
   * @param outcome {@code Released}, {@code Superseded} or {@code Held}
   * @param time of the outcome, RFC 3339; absent when it would still be held
   * @param gates that would have held it
   * @param reason of the first refusal; absent when there was none
   */
  record Row(
      String namespace,
      String deployment,
      String change,
      String requestedTime,
      String outcome,
      @Nullable String time,
      @Nullable Long heldSeconds,
      List<String> gates,
      @Nullable String reason,
      @Nullable String message) {}

  /** The sums; durations in seconds. */
  record Sum(
      int changes,
      int atOnce,
      int held,
      int superseded,
      int stillHeld,
      @Nullable Long medianHeldSeconds,
      @Nullable Long longestHeldSeconds) {}

  static Sum sum(Totals totals) {
    return new Sum(
        totals.changes(),
        totals.atOnce(),
        totals.held(),
        totals.superseded(),
        totals.stillHeld(),
        seconds(totals.median()),
        seconds(totals.longest()));
  }

  static Row row(Fate fate) {
    var change = fate.change();
    return new Row(
        change.namespace(),
        change.deployment(),
        change.name(),
        change.requestedTime().toString(),
        fate.end().getClass().getSimpleName(),
        end(fate).map(Instant::toString).orElse(null),
        seconds(fate.hold()),
        fate.gates(),
        fate.first().map(h -> h.reason().name()).orElse(null),
        fate.first().map(Verdict.Hold::message).orElse(null));
  }

  private static @Nullable Long seconds(Optional<Duration> duration) {
    return duration.map(Duration::toSeconds).orElse(null);
  }

  private static Optional<Instant> end(Fate fate) {
    return switch (fate.end()) {
      case Fate.End.Released released -> Optional.of(released.time());
      case Fate.End.Superseded superseded -> Optional.of(superseded.time());
      case Fate.End.Held held -> Optional.empty();
    };
  }

  String of(List<Fate> fates, Totals totals) {
    var text = new StringBuilder();
    if (!fates.isEmpty()) {
      var table = new TextTable("REQUESTED", "DEPLOYMENT", "HELD", "UNTIL", "BY", "WHY");
      fates.forEach(f -> row(table, f));
      text.append(table.text()).append('\n');
    }
    return text.append(totals(totals)).append('\n').toString();
  }

  private void row(TextTable table, Fate fate) {
    table.row(
        zone.show(fate.change().requestedTime()),
        fate.change().namespace() + "/" + fate.change().deployment(),
        fate.held() ? fate.hold().map(SimulationText::length).orElse("on and on") : "-",
        fate.held() ? until(fate) : "-",
        fate.held() ? String.join(", ", fate.gates()) : "-",
        fate.first().map(Verdict.Hold::message).orElse("released at once"));
  }

  private String until(Fate fate) {
    var time = end(fate).map(zone::show).orElse("no end in sight");
    return fate.end() instanceof Fate.End.Superseded ? time + " (superseded)" : time;
  }

  private String totals(Totals totals) {
    if (totals.changes() == 0) {
      return "No change of that time is recorded.";
    }
    return "%s: %d of %d changes would have been %s%s."
        .formatted(
            window.title(),
            totals.held(),
            totals.changes(),
            word(window.mode()),
            totals.held() == 0 ? "" : details(totals));
  }

  private static String word(Mode mode) {
    return switch (mode) {
      case Hold -> "held";
      case Deny -> "refused at first";
      case Warn -> "warned about";
    };
  }

  private static String details(Totals totals) {
    var median = totals.median().map(d -> ", the median hold " + length(d)).orElse("");
    var longest = totals.longest().map(d -> ", the longest " + length(d)).orElse("");
    var superseded =
        totals.superseded() == 0
            ? ""
            : ", %d replaced by a newer one meanwhile".formatted(totals.superseded());
    var still =
        totals.stillHeld() == 0 ? "" : ", %d without an end in sight".formatted(totals.stillHeld());
    return median + longest + superseded + still;
  }

  /** Whole seconds are enough. */
  private static String length(Duration duration) {
    return Durations.format(Duration.ofSeconds(duration.toSeconds()));
  }
}
