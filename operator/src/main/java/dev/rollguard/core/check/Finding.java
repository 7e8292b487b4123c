package dev.rollguard.core.check;

import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Texts;

/**
 * What something came to, and why.
 *
 * @param message one line
 */
public record Finding(Outcome outcome, String message) {
  private static final int MOST_BYTES = 1024;

  public Finding {
    message = Texts.line(message, MOST_BYTES);
  }
}
