package dev.rollguard.cli.request;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Names of objects, from what people typed. At most 63 characters, as our kinds want it. */
public final class Names {
  private static final int LONGEST = 63;
  private static final int KEY = 6;

  /** The API server appends five characters to it. */
  private static final int LONGEST_PREFIX = LONGEST - 5;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Names() {}

  /**
   * A prefix and a value, such as {@code freeze-dc1}. A value that had to be changed to fit gets a
   * key, so that two values never give one name.
   */
  public static String of(String prefix, String value) {
    var slug = slug(value);
    var name = prefix + slug;
    if (slug.equals(value) && name.length() <= LONGEST) {
      return name;
    }
    var key =
        UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8)).toString().substring(0, KEY);
    return trim(cut(name, LONGEST - KEY - 1)) + "-" + key;
  }

  /** A name from a sentence, whole words of it; with the time when no word is left. */
  public static String ofSentence(String sentence, Instant now) {
    var slug = slug(sentence);
    if (slug.isEmpty()) {
      return "fault-" + STAMP.format(now);
    }
    if (slug.length() <= LONGEST) {
      return slug;
    }
    var cut = slug.substring(0, LONGEST + 1);
    var end = cut.lastIndexOf('-');
    return trim(end > 0 ? cut.substring(0, end) : cut.substring(0, LONGEST));
  }

  /** The same name once more, told apart by the time. */
  public static String again(String name, Instant now) {
    var stamp = "-" + STAMP.format(now);
    return trim(cut(name, LONGEST - stamp.length())) + stamp;
  }

  /** A prefix to which the API server appends its own characters. */
  public static String prefix(String text) {
    var slug = trim(cut(slug(text), LONGEST_PREFIX - 1));
    return slug.isEmpty() ? "x-" : slug + "-";
  }

  private static String slug(String text) {
    var plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return trim(plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static String trim(String text) {
    return text.replaceAll("^-+|-+$", "");
  }
}
