package dev.rollguard.policy;

import java.util.List;
import java.util.stream.Collectors;

/** Literals of CEL: whatever people write in names and reasons stays data. */
final class Cel {
  private Cel() {}

  /** A string literal. Text in any script stays readable; only what could end it is escaped. */
  static String string(String text) {
    var literal = new StringBuilder("\"");
    text.codePoints().forEach(point -> append(literal, point));
    return literal.append('"').toString();
  }

  private static void append(StringBuilder literal, int point) {
    if (point == '"' || point == '\\') {
      literal.append('\\').appendCodePoint(point);
    } else if (isSurrogate(point)) {
      literal.append("\\ufffd");
    } else if (Character.isISOControl(point) || isInvisible(point)) {
      literal.append("\\U%08x".formatted(point));
    } else {
      literal.appendCodePoint(point);
    }
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** What an editor or a YAML printer would not show as it is. */
  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  /** A list of strings on one line. */
  static String strings(List<String> texts) {
    return texts.stream().map(Cel::string).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A list of lists of strings, one line each. */
  static String rows(List<List<String>> rows, String indent) {
    if (rows.isEmpty()) {
      return "[]";
    }
    return rows.stream()
        .map(row -> indent + "  " + strings(row))
        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
  }
}
