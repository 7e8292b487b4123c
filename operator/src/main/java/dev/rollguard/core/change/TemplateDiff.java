package dev.rollguard.core.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rollguard.core.gate.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What differs between two pod templates, one line each, the identifying word first. Values are
 * shown for images and resources only: values of the environment, arguments and volumes may hold
 * secrets, so for them the name has to do.
 */
public final class TemplateDiff {
  static final int MAX_LINES = 32;
  private static final int MAX_LINE_BYTES = 256;
  private static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");

  private final List<String> lines = new ArrayList<>();

  private TemplateDiff() {}

  /** The lines, at most {@value #MAX_LINES}; the last one then says how many were left out. */
  public static List<String> lines(PodTemplate from, PodTemplate to) {
    var diff = new TemplateDiff();
    diff.pods(from.tree(), to.tree());
    if (diff.lines.isEmpty() && !from.hash().equals(to.hash())) {
      diff.add("pod template changed in order or metadata only");
    }
    return diff.bounded();
  }

  /** One line for each container of a first rollout. */
  public static List<String> first(PodTemplate to) {
    var diff = new TemplateDiff();
    for (var kind : CONTAINERS) {
      for (var container : to.tree().at("/spec/" + kind)) {
        diff.add(
            "container %s: image %s".formatted(container.path("name").asText(), image(container)));
      }
    }
    return diff.bounded();
  }

  private List<String> bounded() {
    if (lines.size() <= MAX_LINES) {
      return List.copyOf(lines);
    }
    var kept = new ArrayList<>(lines.subList(0, MAX_LINES - 1));
    kept.add("and %d more differences".formatted(lines.size() - kept.size()));
    return List.copyOf(kept);
  }

  private void add(String line) {
    lines.add(Texts.line(line, MAX_LINE_BYTES));
  }

  private void pods(JsonNode from, JsonNode to) {
    for (var kind : CONTAINERS) {
      eachNamed(
          from.at("/spec/" + kind), to.at("/spec/" + kind), (name, pair) -> container(name, pair));
    }
    eachNamed(
        from.at("/spec/volumes"),
        to.at("/spec/volumes"),
        (name, pair) -> named("volume " + name, pair));
    mapNames("pod label", from.at("/metadata/labels"), to.at("/metadata/labels"));
    mapNames("pod annotation", from.at("/metadata/annotations"), to.at("/metadata/annotations"));
    var others = fieldNames(from.path("spec"), to.path("spec"));
    others.removeAll(CONTAINERS);
    others.remove("volumes");
    for (var field : others) {
      named("pod " + field, new Pair(from.path("spec").path(field), to.path("spec").path(field)));
    }
  }

  private void container(String name, Pair pair) {
    var title = "container " + name + ": ";
    if (pair.from().isMissingNode() || pair.to().isMissingNode()) {
      add(title + (pair.from().isMissingNode() ? "added, image " + image(pair.to()) : "removed"));
      return;
    }
    for (var field : fieldNames(pair.from(), pair.to())) {
      var inner = new Pair(pair.from().path(field), pair.to().path(field));
      if (inner.same()) {
        continue;
      }
      switch (field) {
        case "image" -> add(title + "image " + shown(inner.from()) + " → " + shown(inner.to()));
        case "env" ->
            eachNamed(inner.from(), inner.to(), (env, p) -> named(title + "env " + env, p));
        case "resources" -> resources(title, inner);
        default -> named(title + field, inner);
      }
    }
  }

  private void resources(String title, Pair pair) {
    for (var kind : fieldNames(pair.from(), pair.to())) {
      if (kind.equals("claims")) {
        named(title + "resources.claims", new Pair(pair.from().path(kind), pair.to().path(kind)));
      }
      for (var resource : fieldNames(pair.from().path(kind), pair.to().path(kind))) {
        var from = pair.from().path(kind).path(resource);
        var to = pair.to().path(kind).path(resource);
        if (!from.equals(to)) {
          add(title + "resources." + kind + " " + resource + " " + shown(from) + " → " + shown(to));
        }
      }
    }
  }

  private void mapNames(String title, JsonNode from, JsonNode to) {
    for (var key : fieldNames(from, to)) {
      named(title + " " + key, new Pair(from.path(key), to.path(key)));
    }
  }

  private void named(String title, Pair pair) {
    if (pair.same()) {
      return;
    }
    var word =
        pair.from().isMissingNode() ? "added" : pair.to().isMissingNode() ? "removed" : "changed";
    add(title + " " + word);
  }

  private static String image(JsonNode container) {
    return container.path("image").asText("?");
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "none" : node.asText();
  }

  private static TreeSet<String> fieldNames(JsonNode from, JsonNode to) {
    var names = new TreeSet<String>();
    from.fieldNames().forEachRemaining(names::add);
    to.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void eachNamed(JsonNode from, JsonNode to, BiConsumer<String, Pair> visit) {
    var before = byName(from);
    var after = byName(to);
    var names = new LinkedHashMap<String, Boolean>();
    before.keySet().forEach(n -> names.put(n, true));
    after.keySet().forEach(n -> names.put(n, true));
    for (var name : names.keySet()) {
      var pair =
          new Pair(
              before.getOrDefault(name, MissingNode.getInstance()),
              after.getOrDefault(name, MissingNode.getInstance()));
      if (!pair.same()) {
        visit.accept(name, pair);
      }
    }
  }

  private static Map<String, JsonNode> byName(JsonNode list) {
    var byName = new TreeMap<String, JsonNode>();
    list.forEach(item -> byName.put(item.path("name").asText(), item));
    return byName;
  }

  private record Pair(JsonNode from, JsonNode to) {
    boolean same() {
      return from.equals(to);
    }
  }
}
