package dev.rollguard.core.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/** Measured numbers as they stand in messages. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(6);
  private static final MathContext FEW_DIGITS = new MathContext(3);
  private static final double LEAST_PLAIN = 1e-9;
  private static final double MOST_PLAIN = 1e15;
  private static final double LEAST_CHANCE = 1e-4;
  private static final int MOST_LISTED = 5;

  private Numbers() {}

  /** Six significant digits. */
  static String of(double value) {
    return of(value, DIGITS);
  }

  /** Three significant digits, with its sign: {@code +12.5 %}. */
  static String percent(double share) {
    if (Double.isInfinite(share)) {
      return share > 0 ? "from zero up" : "from zero down";
    }
    return (share > 0 ? "+" : "") + of(100 * share, FEW_DIGITS) + " %";
  }

  /** {@code p 0.0123}; how small a tiny one is tells nothing more. */
  static String chance(double p) {
    return p < LEAST_CHANCE ? "p below 0.0001" : "p " + of(p, FEW_DIGITS);
  }

  /** The first few. */
  static String list(List<Double> values) {
    var listed =
        values.stream().limit(MOST_LISTED).map(Numbers::of).collect(Collectors.joining(", "));
    return values.size() <= MOST_LISTED
        ? listed
        : "%s and %d more".formatted(listed, values.size() - MOST_LISTED);
  }

  private static String of(double value, MathContext digits) {
    if (value == 0) {
      return "0";
    }
    var size = Math.abs(value);
    if (!Double.isFinite(value) || size < LEAST_PLAIN || size > MOST_PLAIN) {
      return String.valueOf(value);
    }
    return new BigDecimal(value, digits).stripTrailingZeros().toPlainString();
  }
}
