package dev.rollguard.cli.request;

/** Sentences that people type and the schema takes. */
final class Sentences {
  private Sentences() {}

  /** One line, not blank, not too long. */
  static String line(String option, String text, int most) {
    var line = notBlank(option, text).replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
    if (line.codePointCount(0, line.length()) > most) {
      throw new BadArgumentException(
          "%s: at most %d characters fit; say it shorter.".formatted(option, most));
    }
    return line;
  }

  static String notBlank(String option, String text) {
    if (text.isBlank()) {
      throw new BadArgumentException(
          "%s must not be blank; say it in one sentence.".formatted(option));
    }
    return text.strip();
  }
}
