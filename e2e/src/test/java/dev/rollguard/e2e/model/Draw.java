package dev.rollguard.e2e.model;

import java.util.List;
import java.util.Random;

/** The luck of one run: the same seed draws the same states. */
final class Draw {
  private static final double ALL = 100;

  private final Random random;

  Draw(long seed) {
    this.random = new Random(seed);
  }

  /** True in so many of a hundred cases. */
  boolean percent(double chance) {
    return random.nextDouble() * ALL < chance;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of these, each as likely; to make one likelier, name it more than once. */
  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
