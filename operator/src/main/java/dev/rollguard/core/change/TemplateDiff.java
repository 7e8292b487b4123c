package dev.rollguard.core.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.core.gate.Texts;
import java.util.ArrayList;
import java.util.List;

/**
 * What differs between two pod templates, one line each, the identifying word first. Values are
 * shown for images and resources only: values of the environment, arguments and volumes may hold
 * secrets, so for them the name has to do.
 */
public final class TemplateDiff {
  static final int MAX_LINES = 32;
  private static final int MAX_LINE_BYTES = 256;

  private TemplateDiff() {}

  /** The lines, at most {@value #MAX_LINES}; the last one then says how many were left out. */
  public static List<String> lines(PodTemplate from, PodTemplate to) {
    var lines = Difference.between(from, to).stream().map(TemplateDiff::line).toList();
    return lines.isEmpty() && !from.hash().equals(to.hash())
        ? List.of("pod template changed in order or metadata only")
        : bounded(lines);
  }

  /** One line for each container of a first rollout. */
  public static List<String> first(PodTemplate to) {
    var lines = new ArrayList<String>();
    for (var kind : Difference.CONTAINERS) {
      for (var container : to.tree().at("/spec/" + kind)) {
        lines.add(
            cut(
                "container %s: image %s"
                    .formatted(container.path("name").asText(), image(container))));
      }
    }
    return bounded(lines);
  }

  private static List<String> bounded(List<String> lines) {
    if (lines.size() <= MAX_LINES) {
      return List.copyOf(lines);
    }
    var kept = new ArrayList<>(lines.subList(0, MAX_LINES - 1));
    kept.add("and %d more differences".formatted(lines.size() - kept.size()));
    return List.copyOf(kept);
  }

  private static String line(Difference d) {
    var container = "container " + d.container() + ": ";
    return cut(
        switch (d.part()) {
          case Container -> container + (d.added() ? "added, image " + image(d.to()) : "removed");
          case Image -> container + "image " + values(d);
          case Env -> container + "env " + named(d);
          case Resource ->
              container + "resources." + (d.name().equals("claims") ? named(d) : valued(d));
          case ContainerField -> container + named(d);
          case Volume -> "volume " + named(d);
          case Label -> "pod label " + named(d);
          case Annotation -> "pod annotation " + named(d);
          case PodField -> "pod " + named(d);
        });
  }

  private static String named(Difference d) {
    return d.name() + (d.added() ? " added" : d.removed() ? " removed" : " changed");
  }

  private static String valued(Difference d) {
    return d.name() + " " + values(d);
  }

  private static String values(Difference d) {
    return shown(d.from()) + " → " + shown(d.to());
  }

  private static String cut(String line) {
    return Texts.line(line, MAX_LINE_BYTES);
  }

  private static String image(JsonNode container) {
    return container.path("image").asText("?");
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "none" : node.asText();
  }
}
