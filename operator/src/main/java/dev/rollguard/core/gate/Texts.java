package dev.rollguard.core.gate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Bounds and shape of texts that are shown to people. */
public final class Texts {
  /** Ends of lines, controls, and marks that make a terminal show a text in another order. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]+");

  private Texts() {}

  /** One line, at most so many bytes of UTF-8, cut on a code point's boundary. */
  public static String line(String text, int maxBytes) {
    var line = UNSEEN.matcher(text).replaceAll(" ");
    if (line.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
      return line;
    }
    var cut = new StringBuilder();
    var bytes = 0;
    var ellipsis = 3;
    for (var points = line.codePoints().iterator(); points.hasNext(); ) {
      var point = Character.toString(points.nextInt());
      bytes += point.getBytes(StandardCharsets.UTF_8).length;
      if (bytes + ellipsis > maxBytes) {
        break;
      }
      cut.append(point);
    }
    return cut.append('…').toString();
  }

  /** The text without the full stop at its end, to go on with the sentence. */
  public static String withoutFullStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
