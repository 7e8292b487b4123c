package dev.rollguard.cli;

import dev.rollguard.cli.forecast.Forecast;
import dev.rollguard.cli.forecast.Forecast.GateView;
import dev.rollguard.core.gate.Moments;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;

/** {@code can-i} for people: the answer in the first word. */
final class CanIText {
  private final Style style;
  private final InstantSource clock;

  CanIText(Style style, InstantSource clock) {
    this.style = style;
    this.clock = clock;
  }

  String of(Forecast forecast) {
    var text = new StringBuilder();
    text.append(
        "%s  Deployment/%s in namespace %s%s%s\n"
            .formatted(
                answer(forecast),
                forecast.deployment(),
                forecast.namespace(),
                forecast.datacenter().isEmpty() ? "" : ", datacenter " + forecast.datacenter(),
                time(forecast)));
    var refusals = forecast.gates().stream().filter(CanIText::isRefusal).toList();
    if (forecast.free() || refusals.isEmpty()) {
      text.append("  %s\n".formatted(forecast.message()));
    } else {
      refusals.forEach(g -> text.append("  %s\n".formatted(line(g))));
    }
    forecast
        .warnings()
        .forEach(w -> text.append("  %s %s\n".formatted(style.yellow("warning"), w)));
    forecast.assumes().forEach(a -> text.append("  %s %s\n".formatted(style.faint("assumes"), a)));
    return text.toString();
  }

  private String answer(Forecast forecast) {
    if (forecast.free()) {
      return style.green("free");
    }
    return style.red(forecast.refused() ? "refused" : "held");
  }

  private String time(Forecast forecast) {
    var at = Instant.parse(forecast.time());
    var now = clock.instant();
    return at.isAfter(now)
        ? ", asked for at " + Moments.format(at, ZoneId.of(forecast.zone()), now)
        : "";
  }

  private static boolean isRefusal(GateView gate) {
    return gate.verdict().equals("held") || gate.verdict().equals("rejected");
  }

  private static String line(GateView gate) {
    return "%-11s %s (ChangeWindow/%s)".formatted(gate.gate(), gate.message(), gate.window());
  }
}
