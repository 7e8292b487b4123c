package dev.rollguard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Columns for people who read a terminal; the last one is as wide as it likes. */
final class TextTable {
  private static final int GAP = 3;

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... titles) {
    row(titles);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  String text() {
    var widths = IntStream.range(0, rows.getFirst().size()).map(this::width).toArray();
    var text = new StringBuilder();
    for (var row : rows) {
      for (var column = 0; column < row.size() - 1; column++) {
        var cell = row.get(column);
        text.append(cell).append(" ".repeat(widths[column] - columns(cell) + GAP));
      }
      text.append(row.getLast()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(r -> columns(r.get(column))).max().orElse(0);
  }

  /** Hangul and other wide characters take two columns of a terminal. */
  private static int columns(String text) {
    return text.codePoints().map(c -> Character.isIdeographic(c) || isHangul(c) ? 2 : 1).sum();
  }

  private static boolean isHangul(int codePoint) {
    return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL;
  }
}
