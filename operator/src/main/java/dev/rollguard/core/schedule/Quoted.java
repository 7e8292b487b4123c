package dev.rollguard.core.schedule;

import org.jspecify.annotations.Nullable;

/** Quotes what somebody wrote in a message: one line, at most 64 code points. */
final class Quoted {
  private static final int MOST = 64;

  private Quoted() {}

  static String of(@Nullable String text) {
    if (text == null) {
      return "\"\"";
    }
    boolean cut = text.codePointCount(0, text.length()) > MOST;
    String head = cut ? text.substring(0, text.offsetByCodePoints(0, MOST)) : text;
    return '"' + head.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ") + (cut ? "…" : "") + '"';
  }
}
