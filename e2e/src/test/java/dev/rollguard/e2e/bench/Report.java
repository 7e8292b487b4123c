package dev.rollguard.e2e.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that the bench prints. */
final class Report {
  /**
   * One line.
   *
   * @param met whether the measured figure is within the target
   */
  record Row(String what, String target, String measured, boolean met) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, String target, boolean met, String measured, Object... figures) {
    var row = new Row(what, target, String.format(Locale.ROOT, measured, figures), met);
    rows.add(row);
    System.err.printf("%s: %s%n", row.what(), row.measured());
  }

  String markdown() {
    var text = new StringBuilder("| what | target | measured | met |\n|---|---|---|---|\n");
    for (var row : rows) {
      text.append(
          "| %s | %s | %s | %s |\n"
              .formatted(row.what(), row.target(), row.measured(), row.met() ? "yes" : "**no**"));
    }
    return text.toString();
  }

  String json() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
