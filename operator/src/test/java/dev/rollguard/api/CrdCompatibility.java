package dev.rollguard.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a definition would no longer do for those who relied on its baseline: fields that are
 * gone, other types, narrower bounds, new rules. Whatever is only added is fine.
 */
final class CrdCompatibility {
  private static final List<String> FIXED_NAMES =
      List.of("/spec/group", "/spec/scope", "/spec/names/kind", "/spec/names/plural");
  private static final List<String> KEPT_NAMES =
      List.of("/spec/names/shortNames", "/spec/names/categories");
  private static final List<String> KEPT_OF_VERSION = List.of("/selectableFields");
  private static final List<String> SAME =
      List.of(
          "type",
          "format",
          "default",
          "pattern",
          "nullable",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");
  private static final List<String> UPPER =
      List.of("maxLength", "maxItems", "maxProperties", "maximum");
  private static final List<String> LOWER =
      List.of("minLength", "minItems", "minProperties", "minimum");

  private final List<String> breaks = new ArrayList<>();

  private CrdCompatibility() {}

  static List<String> breaks(JsonNode baseline, JsonNode current) {
    CrdCompatibility comparison = new CrdCompatibility();
    String kind = baseline.at("/spec/names/kind").asText();
    comparison.names(kind, baseline, current);
    for (JsonNode version : baseline.at("/spec/versions")) {
      comparison.version(kind, version, current);
    }
    return comparison.breaks;
  }

  private void names(String kind, JsonNode baseline, JsonNode current) {
    for (String pointer : FIXED_NAMES) {
      same(kind + " " + pointer, baseline.at(pointer), current.at(pointer));
    }
    for (String pointer : KEPT_NAMES) {
      kept(kind + " " + pointer, baseline.at(pointer), current.at(pointer));
    }
  }

  private void version(String kind, JsonNode version, JsonNode definition) {
    String name = version.path("name").asText();
    JsonNode current =
        definition
            .path("spec")
            .path("versions")
            .valueStream()
            .filter(v -> v.path("name").asText().equals(name) && v.path("served").asBoolean())
            .findFirst()
            .orElse(null);
    if (current == null) {
      breaks.add(kind + ": version " + name + " is no longer served.");
      return;
    }
    same(kind + " subresources", version.path("subresources"), current.path("subresources"));
    KEPT_OF_VERSION.forEach(p -> kept(kind + " " + p, version.at(p), current.at(p)));
    String schema = "/schema/openAPIV3Schema";
    schema(kind, version.at(schema), current.at(schema));
  }

  private void schema(String path, JsonNode baseline, JsonNode current) {
    SAME.forEach(word -> same(path + " " + word, baseline.path(word), current.path(word)));
    UPPER.forEach(word -> bound(path + " " + word, baseline.path(word), current.path(word), 1));
    LOWER.forEach(word -> bound(path + " " + word, baseline.path(word), current.path(word), -1));
    enumeration(path, baseline.path("enum"), current.path("enum"));
    added(path + " required", values(baseline.path("required")), values(current.path("required")));
    added(path + " rule", rules(baseline), rules(current));
    properties(path, baseline.path("properties"), current.path("properties"));
    nested(path + "[]", baseline.path("items"), current.path("items"));
    nested(
        path + "{}", baseline.path("additionalProperties"), current.path("additionalProperties"));
  }

  private void nested(String path, JsonNode baseline, JsonNode current) {
    if (baseline.isObject()) {
      schema(path, baseline, current);
    }
  }

  private void properties(String path, JsonNode baseline, JsonNode current) {
    for (Map.Entry<String, JsonNode> property : baseline.properties()) {
      String name = path + "." + property.getKey();
      if (current.has(property.getKey())) {
        schema(name, property.getValue(), current.path(property.getKey()));
      } else {
        breaks.add(name + " is gone.");
      }
    }
  }

  private void same(String what, JsonNode baseline, JsonNode current) {
    if (!baseline.toString().equals(current.toString())) {
      breaks.add(what + " was " + shown(baseline) + " and is " + shown(current) + ".");
    }
  }

  private void kept(String what, JsonNode baseline, JsonNode current) {
    Set<String> missing = values(baseline);
    missing.removeAll(values(current));
    missing.forEach(value -> breaks.add(what + " no longer has " + value + "."));
  }

  /** A value that is allowed no longer; without an enum every value is. */
  private void enumeration(String path, JsonNode baseline, JsonNode current) {
    if (baseline.isMissingNode() && !current.isMissingNode()) {
      breaks.add(path + " enum is new.");
    } else if (!current.isMissingNode()) {
      kept(path + " enum", baseline, current);
    }
  }

  private void bound(String what, JsonNode baseline, JsonNode current, int direction) {
    if (current.isNumber()
        && (!baseline.isNumber() || (current.asDouble() - baseline.asDouble()) * direction < 0)) {
      breaks.add(what + " was " + shown(baseline) + " and is " + shown(current) + ".");
    }
  }

  private void added(String what, Set<String> baseline, Set<String> current) {
    Set<String> added = new HashSet<>(current);
    added.removeAll(baseline);
    added.forEach(value -> breaks.add(what + " is new: " + value + "."));
  }

  private static Set<String> rules(JsonNode schema) {
    return schema
        .path("x-kubernetes-validations")
        .valueStream()
        .map(rule -> rule.path("rule").asText())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Set<String> values(JsonNode list) {
    return list.valueStream()
        .map(value -> value.isTextual() ? value.asText() : value.toString())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "absent" : value.toString();
  }
}
