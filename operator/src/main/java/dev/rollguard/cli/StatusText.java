package dev.rollguard.cli;

import dev.rollguard.cli.overview.DatacenterView;
import dev.rollguard.cli.overview.DatacenterView.ChangeView;
import dev.rollguard.cli.overview.DatacenterView.FaultView;
import dev.rollguard.cli.overview.DatacenterView.OverrideView;
import dev.rollguard.cli.overview.DatacenterView.WindowView;
import dev.rollguard.cli.overview.Overview;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Texts;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code status} for people. */
final class StatusText {
  static final int MOST_CHANGES = 5;
  private static final int MAX_TEXT_BYTES = 200;

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  StatusText(Style style) {
    this.style = style;
  }

  String of(Overview overview) {
    if (overview.datacenters().isEmpty()) {
      return "No ChangeWindow, so nothing is governed. See the examples for a first one.\n";
    }
    var now = Instant.parse(overview.time());
    for (var datacenter : overview.datacenters()) {
      text.append(text.isEmpty() ? "" : "\n");
      datacenter(datacenter, now);
    }
    return text.toString();
  }

  private void datacenter(DatacenterView view, Instant now) {
    var zone = ZoneId.of(view.zone());
    text.append(
        "%s  %s  %s held, %s in motion\n"
            .formatted(
                style.bold(view.name()),
                view.open()
                    ? style.green("open" + until(view.until(), zone, now))
                    : style.red("closed" + until(view.until(), zone, now)),
                view.held(),
                view.inMotion()));
    lines("window", view.windows(), w -> window(w, zone, now));
    lines("fault", view.faults(), f -> fault(f, zone, now));
    lines("override", view.overrides(), o -> override(o, zone, now));
    changes("held", view.heldChanges(), now);
    changes("in motion", view.changesInMotion(), now);
  }

  private static String until(@Nullable String time, ZoneId zone, Instant now) {
    return Moments.parse(time).map(t -> " until " + Moments.format(t, zone, now)).orElse("");
  }

  private <T> void lines(String title, List<T> items, Function<T, String> line) {
    items.forEach(item -> text.append("  %-10s%s\n".formatted(title, line.apply(item))));
  }

  /** What people wrote. Cut before anything is painted: it may not paint itself. */
  private static String plain(String text) {
    return Texts.line(text, MAX_TEXT_BYTES);
  }

  private String window(WindowView window, ZoneId zone, Instant now) {
    return "%s%s  %s"
        .formatted(
            window.name(),
            window.mode().equals("Hold") ? "" : " (" + window.mode() + ")",
            window.open() ? "open" + until(window.until(), zone, now) : plain(window.message()));
  }

  private String fault(FaultView fault, ZoneId zone, Instant now) {
    var since = Moments.format(Instant.parse(fault.since()), zone, now);
    return "%s (%s)  %s: %s"
        .formatted(
            fault.name(),
            fault.severity(),
            fault.open()
                ? style.red("open since " + since)
                : style.yellow("resolved, still counts"),
            plain(fault.summary()));
  }

  private String override(OverrideView override, ZoneId zone, Instant now) {
    return "%s  %s lets %s through%s%s: %s"
        .formatted(
            override.name(),
            override.openedBy().isEmpty() ? "unknown" : plain(override.openedBy()),
            override.change() == null ? "everything" : "Change/" + override.change(),
            style.yellow(until(override.until(), zone, now)),
            override.confirmed() ? "" : ", unconfirmed",
            plain(override.reason()));
  }

  private void changes(String title, List<ChangeView> changes, Instant now) {
    lines(
        title,
        changes.stream().limit(MOST_CHANGES).toList(),
        c ->
            "%s/%s  by %s, %s: %s"
                .formatted(
                    c.namespace(),
                    c.deployment(),
                    plain(c.requestedBy()),
                    Ages.of(c.requestedTime(), now),
                    plain(c.message())));
    if (changes.size() > MOST_CHANGES) {
      text.append("  %-10sand %d more\n".formatted("", changes.size() - MOST_CHANGES));
    }
  }
}
