package dev.rollguard.core.check;

import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One measurement that was judged.
 *
 * @param text what was seen
 */
public record Sample(Instant time, Outcome outcome, String text) {
  private static final int MOST_BYTES = 1024;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ssX").withZone(ZoneOffset.UTC);

  /** As it stands in the status: {@code Pass 12:03:04Z value 0.004}. */
  public String line() {
    return Texts.line("%s %s %s".formatted(outcome, TIME.format(time), text), MOST_BYTES);
  }
}
