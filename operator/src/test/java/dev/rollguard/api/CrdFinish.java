package dev.rollguard.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds to a generated definition what the generator has no words for: categories, column order,
 * list types, formats, the standard conditions, and descriptions of kinds.
 */
final class CrdFinish {
  /** Times that the operator writes. Times that people write have rules with better sentences. */
  private static final Set<String> TIMES =
      Set.of(
          "nextOpenTime",
          "nextCloseTime",
          "resolvedTime",
          "quietUntil",
          "activeUntil",
          "turnTime",
          "refusedTime",
          "requestedTime",
          "releasedTime",
          "completedTime",
          "startTime",
          "healthyTime",
          "lastSampleTime",
          "endTime");

  private static final Map<String, String> LIST_KEYS =
      Map.of(
          "open", "name",
          "closed", "name",
          "args", "name",
          "checks", "name",
          "headers", "name",
          "conditions", "type");
  private static final Set<String> LIST_SETS = Set.of("accept", "expectedStatus");
  private static final Set<String> SELECTORS = Set.of("selector", "namespaceSelector");

  private CrdFinish() {}

  static void finish(ObjectNode definition, Class<? extends CustomResource<?, ?>> kind) {
    ObjectNode names = (ObjectNode) definition.at("/spec/names");
    names.put("listKind", names.path("kind").asText() + "List");
    names.putArray("categories").add("rollguard");
    ObjectNode version = (ObjectNode) definition.at("/spec/versions/0");
    version.set("additionalPrinterColumns", columns(version, kind));
    ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    schema.put("description", description(kind));
    schema.putArray("required").add("spec");
    describe(schema, "spec", kind, 0);
    describe(schema, "status", kind, 1);
    schema
        .path("properties")
        .properties()
        .forEach(p -> walk(p.getKey(), (ObjectNode) p.getValue()));
    addValueSchemas(schema);
  }

  private static void describe(
      ObjectNode schema,
      String property,
      Class<? extends CustomResource<?, ?>> kind,
      int argument) {
    ParameterizedType parent = (ParameterizedType) kind.getGenericSuperclass();
    Class<?> type = (Class<?>) parent.getActualTypeArguments()[argument];
    ((ObjectNode) schema.at("/properties/" + property)).put("description", description(type));
  }

  private static String description(Class<?> type) {
    return type.getAnnotation(JsonClassDescription.class).value();
  }

  /** The generator sorts columns by path; people read them in the order of the annotations. */
  private static ArrayNode columns(ObjectNode version, Class<?> kind) {
    ArrayNode sorted = version.arrayNode();
    for (AdditionalPrinterColumn column :
        kind.getAnnotationsByType(AdditionalPrinterColumn.class)) {
      for (JsonNode generated : version.path("additionalPrinterColumns")) {
        if (generated.path("name").asText().equals(column.name())) {
          sorted.add(generated);
        }
      }
    }
    return sorted;
  }

  private static void walk(String name, ObjectNode schema) {
    if (name.equals("conditions")) {
      schema.set("items", conditionSchema(schema));
    }
    if (TIMES.contains(name) && !schema.has("maxLength")) {
      schema.put("format", "date-time");
    }
    if (schema.path("type").asText().equals("array")) {
      listType(name, schema);
    }
    if (SELECTORS.contains(name)) {
      schema.put("x-kubernetes-map-type", "atomic");
    }
    schema
        .path("properties")
        .properties()
        .forEach(p -> walk(p.getKey(), (ObjectNode) p.getValue()));
    if (schema.path("items").isObject() && !name.equals("conditions")) {
      walk("", (ObjectNode) schema.path("items"));
    }
  }

  private static void listType(String name, ObjectNode schema) {
    String key = LIST_KEYS.getOrDefault(name, "");
    if (schema.path("items").path("properties").has(key)) {
      schema.putArray("x-kubernetes-list-map-keys").add(key);
      schema.put("x-kubernetes-list-type", "map");
    } else if (LIST_SETS.contains(name)) {
      schema.put("x-kubernetes-list-type", "set");
    } else {
      schema.put("x-kubernetes-list-type", "atomic");
    }
  }

  private static void addValueSchemas(ObjectNode schema) {
    for (JsonNode operator : schema.findParents("operator")) {
      ArrayNode values = ((ObjectNode) operator.path("operator")).putArray("enum");
      List.of("In", "NotIn", "Exists", "DoesNotExist").forEach(values::add);
    }
  }

  /** The condition of {@code k8s.io/apimachinery/pkg/apis/meta/v1}, with its own bounds. */
  private static ObjectNode conditionSchema(ObjectNode factory) {
    ObjectNode condition = factory.objectNode().put("type", "object");
    condition.put("description", "One aspect of the state, as in every Kubernetes API.");
    ObjectNode properties = condition.putObject("properties");
    text(properties, "type", "The aspect, in CamelCase.", 316);
    text(properties, "status", "True, False or Unknown.", 0)
        .putArray("enum")
        .add("True")
        .add("False")
        .add("Unknown");
    text(properties, "reason", "Why it has this status, in one CamelCase word.", 1024)
        .put("minLength", 1)
        .put("pattern", "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    text(properties, "message", "Why it has this status, in one sentence for people.", 32768);
    text(properties, "lastTransitionTime", "When the status changed last, RFC 3339.", 0)
        .put("format", "date-time");
    properties
        .putObject("observedGeneration")
        .put("description", "The metadata.generation that this condition is about.")
        .put("type", "integer")
        .put("format", "int64")
        .put("minimum", 0);
    ArrayNode required = condition.putArray("required");
    new TreeSet<>(Set.of("type", "status", "reason", "message", "lastTransitionTime"))
        .forEach(required::add);
    return condition;
  }

  private static ObjectNode text(
      ObjectNode properties, String name, String description, int maxLength) {
    ObjectNode property = properties.putObject(name);
    property.put("description", description).put("type", "string");
    if (maxLength > 0) {
      property.put("maxLength", maxLength);
    }
    return property;
  }
}
