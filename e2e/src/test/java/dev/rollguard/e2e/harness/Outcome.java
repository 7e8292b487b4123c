package dev.rollguard.e2e.harness;

import java.util.List;

/** How a command ended. */
public record Outcome(List<String> command, int code, String output, String complaints) {
  /** All that a person at a terminal would have seen. */
  public String text() {
    return complaints + output;
  }

  public Outcome orFail() {
    if (code != 0) {
      throw new AssertionError(
          "%s ended with %d: %s".formatted(String.join(" ", command), code, text()));
    }
    return this;
  }
}
