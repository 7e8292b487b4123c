package dev.rollguard.cli;

/** Colours, for people who look at a terminal. */
enum Style {
  PLAIN,
  COLOURED;

  private static final String ESCAPE = "\u001b[";

  String bold(String text) {
    return paint("1", text);
  }

  /** For what holds. */
  String red(String text) {
    return paint("31", text);
  }

  /** For what passes. */
  String green(String text) {
    return paint("32", text);
  }

  /** For what waits. */
  String yellow(String text) {
    return paint("33", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
