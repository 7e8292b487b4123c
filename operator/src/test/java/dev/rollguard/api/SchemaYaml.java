package dev.rollguard.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes a definition as YAML for people: long sentences folded, rules without any escapes, keys of
 * a schema in a fixed order.
 */
final class SchemaYaml {
  private static final int WIDTH = 100;
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z./][A-Za-z0-9 ./_()=-]*[A-Za-z0-9./)]");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n|\\.inf|\\.nan");
  private static final List<String> FIRST =
      List.of("description", "type", "format", "default", "enum");
  private static final List<String> LAST = List.of("items", "properties", "required");

  private final StringBuilder out = new StringBuilder();

  private SchemaYaml() {}

  static String write(JsonNode definition) {
    SchemaYaml yaml = new SchemaYaml();
    yaml.object(definition, "", "");
    return yaml.out.toString();
  }

  private void object(JsonNode node, String parent, String indent) {
    String lead = indent;
    for (Map.Entry<String, JsonNode> entry : ordered(node, parent)) {
      out.append(lead).append(entry.getKey()).append(':');
      value(entry.getValue(), entry.getKey(), indent);
      lead = indent;
    }
  }

  /** Properties keep their names in order; the words of a schema have an order of their own. */
  private static List<Map.Entry<String, JsonNode>> ordered(JsonNode node, String parent) {
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(node.properties());
    boolean schema = node.path("type").isTextual() && !parent.equals("properties");
    if (schema && !node.has("jsonPath")) {
      entries.sort(
          Comparator.comparingInt((Map.Entry<String, JsonNode> e) -> rank(e.getKey()))
              .thenComparing(Map.Entry::getKey));
    }
    return entries;
  }

  private static int rank(String key) {
    if (FIRST.contains(key)) {
      return FIRST.indexOf(key) - FIRST.size();
    }
    return LAST.contains(key) ? 1 + LAST.indexOf(key) : 0;
  }

  private void value(JsonNode value, String key, String indent) {
    if (value.isObject() && !value.isEmpty()) {
      out.append('\n');
      object(value, key, indent + "  ");
    } else if (value.isArray() && !value.isEmpty()) {
      out.append('\n');
      value.forEach(item -> item(item, key, indent + "  "));
    } else if (value.isTextual()) {
      text(value.asText(), key, indent + "  ");
    } else if (value.isNumber()) {
      out.append(' ')
          .append(value.decimalValue().stripTrailingZeros().toPlainString())
          .append('\n');
    } else {
      out.append(' ').append(value).append('\n');
    }
  }

  private void item(JsonNode item, String key, String indent) {
    int start = out.length();
    if (item.isObject()) {
      object(item, key, indent + "  ");
      out.setCharAt(start + indent.length(), '-');
    } else {
      out.append(indent).append('-');
      value(item, key, indent);
    }
  }

  private void text(String text, String key, String indent) {
    boolean plain = PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches();
    if (key.equals("rule") && !plain) {
      out.append(" |-\n").append(indent).append(text).append('\n');
    } else if (plain && text.length() + indent.length() < WIDTH) {
      out.append(' ').append(text).append('\n');
    } else if (text.length() + indent.length() < WIDTH && !text.contains("\\")) {
      out.append(" \"").append(text.replace("\"", "\\\"")).append("\"\n");
    } else {
      folded(text, indent);
    }
  }

  private void folded(String text, String indent) {
    out.append(" >-\n");
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ")) {
      if (line.length() > indent.length() && line.length() + word.length() >= WIDTH) {
        out.append(line.toString().stripTrailing()).append('\n');
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }
}
