package dev.rollguard.core.gate;

/**
 * How many pods a canary has.
 *
 * @param percent whether the number is a share of the Deployment's replicas
 */
public record CanarySize(int number, boolean percent) {

  /** Pods beside so many of the Deployment: at least one, a share rounded up. */
  public int of(int replicas) {
    return percent ? Math.max(1, Math.ceilDiv(replicas * number, 100)) : Math.max(1, number);
  }

  /** Reads {@code 3} or {@code 10%}. */
  public static CanarySize parse(String text) {
    var percent = text.endsWith("%");
    var digits = percent ? text.substring(0, text.length() - 1) : text;
    if (!digits.matches("[1-9][0-9]?|100")) {
      throw new IllegalArgumentException(
          "gates.canary.replicas is \"%s\"; it must be a number from 1 to 100 or a share from 1%% to 100%%."
              .formatted(Texts.line(text, 64)));
    }
    return new CanarySize(Integer.parseInt(digits), percent);
  }
}
