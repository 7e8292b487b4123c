package dev.rollguard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the definitions as one reference page of tables. */
final class ApiReference {
  private static final List<String> KINDS =
      List.of("ChangeWindow", "Fault", "Change", "CheckTemplate", "CheckRun");
  private static final String INTRO =
      """
      # API reference

      <!-- Generated from the custom resource definitions in crds/. Do not edit. -->

      Group `rollguard.dev`, version `v1alpha1`. The same texts are in the cluster:
      `kubectl explain changewindows.rollguard.dev.spec`. `kubectl get rollguard -A` lists all kinds.

      Durations are written as in `1h30m`, local times as in `2026-12-24T00:00`, all other times as in RFC 3339.
      The names of required fields end with \\*. Nothing but what is listed here is stored.
      """;

  private final StringBuilder out = new StringBuilder(INTRO);

  private ApiReference() {}

  static String write(Map<String, ObjectNode> definitions) {
    Map<String, JsonNode> byKind =
        definitions.values().stream()
            .collect(Collectors.toMap(d -> d.at("/spec/names/kind").asText(), Function.identity()));
    ApiReference page = new ApiReference();
    KINDS.forEach(kind -> page.kind(byKind.get(kind)));
    return page.out.toString();
  }

  private void kind(JsonNode definition) {
    JsonNode names = definition.at("/spec/names");
    JsonNode version = definition.at("/spec/versions/0");
    JsonNode schema = version.at("/schema/openAPIV3Schema");
    String kind = names.path("kind").asText();
    out.append("\n## ").append(kind).append("\n\n").append(schema.path("description").asText());
    out.append("\n\n| | |\n|---|---|\n");
    row("Resource", code(definition.at("/metadata/name").asText()));
    row("Scope", definition.at("/spec/scope").asText());
    row("Short name", joined(names.path("shortNames"), n -> code(n.asText())));
    row("Field selectors", joined(version.path("selectableFields"), ApiReference::selector));
    row("Columns", columns(version, 0));
    row("More columns with `-o wide`", columns(version, 1));
    rules(schema);
    schema
        .path("properties")
        .properties()
        .forEach(p -> section(kind + "." + p.getKey(), p.getValue()));
  }

  private void section(String path, JsonNode schema) {
    out.append("\n### ").append(path).append("\n\n");
    out.append(schema.path("description").asText()).append('\n');
    JsonNode object = schema.has("items") ? schema.path("items") : schema;
    rules(object);
    out.append("\n| field | type | default | description |\n|---|---|---|---|\n");
    Map<String, JsonNode> nested = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : requiredFirst(object)) {
      field(field.getKey(), field.getValue(), object);
      JsonNode content = field.getValue().path("items");
      if (field.getValue().has("properties") || content.has("properties")) {
        nested.put(path + "." + field.getKey(), field.getValue());
      }
    }
    nested.forEach(this::section);
  }

  private static List<Map.Entry<String, JsonNode>> requiredFirst(JsonNode object) {
    List<Map.Entry<String, JsonNode>> fields =
        new ArrayList<>(object.path("properties").properties());
    fields.sort(Comparator.comparing(field -> !required(object, field.getKey())));
    return fields;
  }

  private void field(String name, JsonNode schema, JsonNode parent) {
    String mark = required(parent, name) ? " \\*" : "";
    String value =
        schema.has("default") ? code(schema.path("default").toString().replace("\"", "")) : "";
    String text = schema.path("description").asText().replace("|", "\\|").replace("*", "\\*");
    out.append("| ").append(code(name)).append(mark).append(" | ").append(type(schema));
    out.append(" | ").append(value).append(" | ").append(text).append(" |\n");
  }

  private static boolean required(JsonNode object, String name) {
    return object.path("required").valueStream().anyMatch(n -> n.asText().equals(name));
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return joined(schema.path("enum"), n -> code(n.asText()));
    }
    if (schema.path("type").asText().equals("array")) {
      return "list of " + type(schema.path("items"));
    }
    if (schema.has("additionalProperties")) {
      return "map of " + type(schema.path("additionalProperties"));
    }
    return schema.path("format").asText().equals("date-time")
        ? "time"
        : schema.path("type").asText();
  }

  private void rules(JsonNode schema) {
    JsonNode rules = schema.path("x-kubernetes-validations");
    if (!rules.isEmpty()) {
      out.append("\nRules:\n\n");
      rules.forEach(rule -> out.append("- ").append(rule.path("message").asText()).append('\n'));
    }
  }

  private static String columns(JsonNode version, int priority) {
    return version
        .path("additionalPrinterColumns")
        .valueStream()
        .filter(column -> column.path("priority").asInt() == priority)
        .map(column -> column.path("name").asText())
        .collect(Collectors.joining(", "));
  }

  private static String selector(JsonNode field) {
    return code(field.path("jsonPath").asText().substring(1) + "=…");
  }

  private static String joined(JsonNode values, Function<JsonNode, String> text) {
    return values.valueStream().map(text).collect(Collectors.joining(", "));
  }

  private void row(String name, String value) {
    out.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
