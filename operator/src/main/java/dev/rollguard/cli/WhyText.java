package dev.rollguard.cli;

import dev.rollguard.cli.story.Story;
import dev.rollguard.cli.story.Story.Told;
import java.time.Instant;
import java.util.List;

/** {@code why} for people: the sentence first, then what led to it. */
final class WhyText {
  private final Style style;
  private final Instant now;
  private final StringBuilder text = new StringBuilder();

  WhyText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  String of(Story story) {
    text.append(
        "%s  Deployment/%s in namespace %s%s\n"
            .formatted(
                word(story),
                story.deployment(),
                story.namespace(),
                story.datacenter() == null ? "" : ", datacenter " + story.datacenter()));
    text.append("  %s\n".formatted(story.message()));
    if (story.last() != null) {
      told(story.last());
    }
    lines("to do", story.todo());
    return text.toString();
  }

  private String word(Story story) {
    return story.held() ? style.red("held") : style.green("not held");
  }

  private void told(Told change) {
    line("change", "%s (%s)".formatted(change.name(), change.state()));
    line(
        "asked",
        "%s by %s, %s"
            .formatted(change.type(), change.requestedBy(), Ages.of(change.requestedTime(), now)));
    if (!change.alsoRequestedBy().isEmpty()) {
      line(
          "",
          "in place of what %s asked for".formatted(String.join(", ", change.alsoRequestedBy())));
    }
    lines("differs", change.diff());
    if (change.risk() != null) {
      line("risk", style.bold(change.risk()));
      lines("", change.riskReasons());
    }
    if (change.releasedTime() != null) {
      line("released", Ages.of(change.releasedTime(), now));
    }
    if (change.completedTime() != null) {
      line("ended", Ages.of(change.completedTime(), now));
    }
    if (change.breakGlass() != null) {
      line("override", "BreakGlass/" + change.breakGlass());
    }
    lines("gates", change.gates().stream().map(this::gate).toList());
  }

  private String gate(String gate) {
    if (gate.contains(": held, ") || gate.contains(": rejected, ")) {
      return style.red(gate);
    }
    return gate.contains(": exempt, ") ? style.yellow(gate) : style.faint(gate);
  }

  private void lines(String title, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      line(i == 0 ? title : "", lines.get(i));
    }
  }

  private void line(String title, String rest) {
    text.append("  %-9s %s\n".formatted(title, rest));
  }
}
