package dev.rollguard.audit;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;

/** Writes the JSON Schema of an audit line from the record and its actions. */
final class AuditSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?Z$";

  /** Every line has these. */
  static final List<String> ALWAYS =
      List.of("logger", "schemaVersion", "time", "action", "message");

  private AuditSchema() {}

  static String write() {
    var schema =
        JSON.createObjectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("$id", "https://rollguard.dev/schemas/audit-1.json")
            .put("title", "A line of Rollguard's audit log")
            .put("type", "object");
    ALWAYS.forEach(schema.withArray("required")::add);
    fields().forEach(f -> property(schema.withObject("properties"), f));
    for (var subject : AuditAction.Subject.values()) {
      demand(schema, subject);
    }
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<RecordComponent> fields() {
    return Stream.of(AuditEntry.class.getRecordComponents());
  }

  static String meaning(RecordComponent field) {
    return field.getAccessor().getAnnotation(JsonPropertyDescription.class).value();
  }

  static String type(RecordComponent field) {
    if (field.getType() == List.class) {
      return "array";
    }
    if (field.getType() == Boolean.class) {
      return "boolean";
    }
    return field.getType() == Long.class ? "integer" : "string";
  }

  private static void property(ObjectNode properties, RecordComponent field) {
    var property = properties.putObject(field.getName());
    property.put("description", meaning(field)).put("type", type(field));
    switch (field.getName()) {
      case "logger" -> property.put("const", AuditLog.LOGGER);
      case "schemaVersion" -> property.put("const", AuditEntry.SCHEMA_VERSION);
      case "time" -> property.put("pattern", TIME);
      case "message" -> text(property, 0, AuditEntry.MAX_TEXT_BYTES);
      default -> bound(property, field);
    }
  }

  private static void bound(ObjectNode property, RecordComponent field) {
    if (field.getType().isEnum()) {
      for (var constant : field.getType().getEnumConstants()) {
        property.withArray("enum").add(constant.toString());
      }
    } else if (field.getType() == List.class) {
      text(property.putObject("items").put("type", "string"), AuditEntry.MAX_GATE_BYTES);
      property.put("minItems", 1).put("maxItems", AuditEntry.MAX_LINES).put("uniqueItems", true);
    } else if (field.getType() == Long.class) {
      property.put("minimum", 0);
    } else if (field.getType() != Boolean.class) {
      text(property, AuditEntry.MAX_TEXT_BYTES);
    }
  }

  private static void text(ObjectNode property, int maxBytes) {
    text(property, 1, maxBytes);
  }

  /** A text of so many bytes has at most as many characters. */
  private static void text(ObjectNode property, int min, int maxBytes) {
    property
        .put("minLength", min)
        .put("maxLength", maxBytes)
        .put("pattern", "^[^\\u0000-\\u001f]*$");
  }

  private static void demand(ObjectNode schema, AuditAction.Subject subject) {
    var rule = schema.withArray("allOf").addObject();
    var action = rule.putObject("if").putObject("properties").putObject("action");
    Stream.of(AuditAction.values())
        .filter(a -> a.subject() == subject)
        .forEach(a -> action.withArray("enum").add(a.name()));
    subject.fields().forEach(rule.putObject("then").withArray("required")::add);
  }
}
