package dev.rollguard.core.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One place in which two pod templates differ.
 *
 * @param container whose place it is; empty for places of the pod
 * @param name of what differs: a variable, a resource, a volume, a label, a field
 * @param from missing when it was added
 * @param to missing when it was removed
 */
record Difference(Part part, String container, String name, JsonNode from, JsonNode to) {

  /** Where in a pod template. */
  enum Part {
    /** A container that was added or removed. */
    Container,
    Image,
    Env,
    /** Requests, limits and claims. */
    Resource,
    /** Any other field of a container. */
    ContainerField,
    Volume,
    Label,
    Annotation,
    /** Any other field of the pod. */
    PodField
  }

  static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");

  /** All of them, in an order that reads well: containers first. */
  static List<Difference> between(PodTemplate from, PodTemplate to) {
    var walk = new Walk(new ArrayList<>());
    walk.pods(new Pair(from.tree(), to.tree()));
    return List.copyOf(walk.found());
  }

  boolean added() {
    return from.isMissingNode();
  }

  boolean removed() {
    return to.isMissingNode();
  }

  private record Pair(JsonNode from, JsonNode to) {
    Pair at(String path) {
      return new Pair(from.at(path), to.at(path));
    }

    Pair field(String name) {
      return new Pair(from.path(name), to.path(name));
    }

    boolean same() {
      return from.equals(to);
    }

    TreeSet<String> fieldNames() {
      var names = new TreeSet<String>();
      from.fieldNames().forEachRemaining(names::add);
      to.fieldNames().forEachRemaining(names::add);
      return names;
    }
  }

  private record Walk(List<Difference> found) {
    void pods(Pair templates) {
      for (var kind : CONTAINERS) {
        named(templates.at("/spec/" + kind)).forEach(this::container);
      }
      named(templates.at("/spec/volumes"))
          .forEach((name, pair) -> note(Part.Volume, "", name, pair));
      fields(Part.Label, templates.at("/metadata/labels"));
      fields(Part.Annotation, templates.at("/metadata/annotations"));
      var pod = templates.field("spec");
      var others = pod.fieldNames();
      others.removeAll(CONTAINERS);
      others.remove("volumes");
      others.forEach(field -> note(Part.PodField, "", field, pod.field(field)));
    }

    private void container(String name, Pair pair) {
      if (pair.from().isMissingNode() || pair.to().isMissingNode()) {
        note(Part.Container, name, name, pair);
        return;
      }
      for (var field : pair.fieldNames()) {
        var inner = pair.field(field);
        switch (field) {
          case "image" -> note(Part.Image, name, field, inner);
          case "env" -> named(inner).forEach((env, p) -> note(Part.Env, name, env, p));
          case "resources" -> resources(name, inner);
          default -> note(Part.ContainerField, name, field, inner);
        }
      }
    }

    private void resources(String container, Pair pair) {
      for (var kind : pair.fieldNames()) {
        var ofKind = pair.field(kind);
        if (kind.equals("claims")) {
          note(Part.Resource, container, kind, ofKind);
        }
        for (var resource : ofKind.fieldNames()) {
          note(Part.Resource, container, kind + " " + resource, ofKind.field(resource));
        }
      }
    }

    private void fields(Part part, Pair pair) {
      pair.fieldNames().forEach(key -> note(part, "", key, pair.field(key)));
    }

    private void note(Part part, String container, String name, Pair pair) {
      if (!pair.same()) {
        found.add(new Difference(part, container, name, pair.from(), pair.to()));
      }
    }

    /** The items of two lists that have the same name, those of the first list first. */
    private static Map<String, Pair> named(Pair lists) {
      var before = byName(lists.from());
      var after = byName(lists.to());
      var names = new LinkedHashSet<>(before.keySet());
      names.addAll(after.keySet());
      var pairs = new LinkedHashMap<String, Pair>();
      for (var name : names) {
        pairs.put(
            name,
            new Pair(
                before.getOrDefault(name, MissingNode.getInstance()),
                after.getOrDefault(name, MissingNode.getInstance())));
      }
      pairs.values().removeIf(Pair::same);
      return pairs;
    }

    private static Map<String, JsonNode> byName(JsonNode list) {
      var byName = new TreeMap<String, JsonNode>();
      list.forEach(item -> byName.put(item.path("name").asText(), item));
      return byName;
    }
  }
}
