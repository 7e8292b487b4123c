package dev.rollguard.core.risk;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How far an image moved. Of several images the one that counts most counts, in this order. A tag
 * of one number, such as 41, is the number of a build and tells nothing about what is in it.
 */
public enum TagJump {
  /** No image changed. */
  None,
  /** The third number of a version, as 1.4.1 to 1.4.2. */
  Patch,
  /** The second number, as 1.4 to 1.5. */
  Minor,
  /** The same tag, or none, with another digest. */
  Digest,
  /**
   * What has no order: builds, commits, another repository, the same version in another variant.
   */
  Other,
  /** The first number, up or down, as 1.9 to 2.0. */
  Major;

  private static final String LATEST = "latest";
  private static final int MINOR = 2;
  private static final int PATCH = 4;

  /** At least two numbers; what follows a dash, plus, dot or underscore is a variant. */
  private static final Pattern VERSION =
      Pattern.compile("v?(\\d{1,18})\\.(\\d{1,18})(\\.(\\d{1,18}))?([-+._].*)?");

  /** As rules write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From one image to another, as containers name them. */
  public static TagJump between(String from, String to) {
    if (from.equals(to)) {
      return None;
    }
    var before = Image.of(from);
    var after = Image.of(to);
    if (!before.repository().equals(after.repository())) {
      return Other;
    }
    return before.tag().equals(after.tag()) ? Digest : between(before.tag(), after.tag());
  }

  private static TagJump between(Optional<String> from, Optional<String> to) {
    var before = VERSION.matcher(from.orElse(LATEST));
    var after = VERSION.matcher(to.orElse(LATEST));
    if (!before.matches() || !after.matches()) {
      return Other;
    }
    if (!sameNumber(before.group(1), after.group(1))) {
      return Major;
    }
    if (!sameNumber(before.group(MINOR), after.group(MINOR))) {
      return Minor;
    }
    return sameNumber(before.group(PATCH), after.group(PATCH)) ? Other : Patch;
  }

  private static boolean sameNumber(String from, String to) {
    return number(from) == number(to);
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** Whether the same name may mean another image tomorrow: the tag latest, or none at all. */
  public static boolean floats(String image) {
    var named = Image.of(image);
    return !named.pinned() && named.tag().orElse(LATEST).equals(LATEST);
  }

  private record Image(String repository, Optional<String> tag, boolean pinned) {
    static Image of(String text) {
      var at = text.indexOf('@');
      var name = at < 0 ? text : text.substring(0, at);
      var colon = name.lastIndexOf(':');
      // A colon before a slash is that of a port.
      return colon < 0 || colon < name.lastIndexOf('/')
          ? new Image(name, Optional.empty(), at >= 0)
          : new Image(name.substring(0, colon), Optional.of(name.substring(colon + 1)), at >= 0);
    }
  }
}
