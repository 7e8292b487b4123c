package dev.rollguard.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Looks into the schema of a definition. */
final class Schemas {
  private static final ObjectMapper SORTED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Schemas() {}

  /** Every field below the root with its path, such as {@code ChangeWindow.spec.gates.faults}. */
  static Map<String, JsonNode> fields(JsonNode definition) {
    Map<String, JsonNode> fields = new TreeMap<>();
    JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema");
    collect(definition.at("/spec/names/kind").asText(), schema, fields);
    return fields;
  }

  private static void collect(String path, JsonNode schema, Map<String, JsonNode> fields) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String name = path + "." + property.getKey();
      fields.put(name, property.getValue());
      collect(name, property.getValue(), fields);
    }
    if (schema.has("items")) {
      collect(path + "[]", schema.path("items"), fields);
    }
  }

  /** The same tree with numbers of one kind, whatever it was read from. */
  static JsonNode normal(JsonNode tree) {
    try {
      Object plain = SORTED.treeToValue(tree, Object.class);
      return SORTED.readTree(
          SORTED.writeValueAsString(plain).replaceAll("(?<=:\\d{1,9})\\.0\\b", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
