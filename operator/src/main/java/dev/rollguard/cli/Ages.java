package dev.rollguard.cli;

import dev.rollguard.core.gate.Moments;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long ago, in the largest unit that says enough. */
final class Ages {
  private static final int ENOUGH = 120;
  private static final int HOURS = 48;

  private Ages() {}

  /**
   * @param time RFC 3339
   */
  static String of(@Nullable String time, Instant now) {
    return Moments.parse(time)
        .map(t -> text(Duration.between(t, now)) + " ago")
        .orElse("at an unknown time");
  }

  private static String text(Duration age) {
    if (age.toSeconds() < ENOUGH) {
      return Math.max(age.toSeconds(), 0) + "s";
    }
    if (age.toMinutes() < ENOUGH) {
      return age.toMinutes() + "m";
    }
    return age.toHours() < HOURS ? age.toHours() + "h" : age.toDays() + "d";
  }
}
