package dev.rollguard.core.check;

/** As much of PromQL's grammar as tells what is quoted. */
final class PromText {
  private static final char NONE = 0;

  private PromText() {}

  /** Whether what follows {@code text} is part of a string. A comment ends with its line. */
  static boolean endsInsideQuotes(String text) {
    var open = NONE;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (open == '#') {
        open = c == '\n' ? NONE : open;
      } else if (open == NONE) {
        open = c == '"' || c == '\'' || c == '`' || c == '#' ? c : NONE;
      } else if (c == open) {
        open = NONE;
      } else if (c == '\\' && open != '`') {
        i++;
      }
    }
    return open != NONE && open != '#';
  }
}
