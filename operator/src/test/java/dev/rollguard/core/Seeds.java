package dev.rollguard.core;

import java.util.Random;

/**
 * A property, tried with many random inputs. Every run has its own seed; a failure prints it, and
 * {@code -Drollguard.seed=N} repeats only that run. {@code -Drollguard.runs=N} tries more or fewer,
 * {@code -Drollguard.base=N} others.
 */
public final class Seeds {
  private Seeds() {}

  /** What must hold for anything that is made from {@code random}. */
  public interface Property {
    void check(Random random) throws Exception;
  }

  public static void forEach(int runs, Property property) {
    Long only = Long.getLong("rollguard.seed");
    if (only != null) {
      check(only, property);
      return;
    }
    long base = Long.getLong("rollguard.base", 20_240_521);
    long most = Long.getLong("rollguard.runs", runs);
    for (long i = 0; i < most; i++) {
      check(base * 1_000_003 + i, property);
    }
  }

  private static void check(long seed, Property property) {
    try {
      property.check(new Random(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "Seed %d fails; repeat it with -Drollguard.seed=%d. %s".formatted(seed, seed, e), e);
    }
  }
}
