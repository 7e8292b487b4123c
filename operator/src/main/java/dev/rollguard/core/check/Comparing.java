package dev.rollguard.core.check;

import static dev.rollguard.core.gate.Outcome.Fail;
import static dev.rollguard.core.gate.Outcome.NoData;
import static dev.rollguard.core.gate.Outcome.Pass;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Compares a canary with its baseline. It fails only when a Mann–Whitney rank test is sure that
 * they differ and the difference is great enough to matter.
 *
 * <p>The effect is the relative change of the medians; where the baseline's median is zero, as with
 * rare errors, that of the means; where that is zero, too, any change is infinite. Points that are
 * not finite measure nothing and are dropped.
 *
 * @param confidence of the rank test, above 0 and below 1
 * @param minEffect the least relative change that matters: 0.1 is ten per cent
 * @param minSamples the fewest points to judge by, on either side
 */
public record Comparing(Direction direction, double confidence, double minEffect, int minSamples) {

  /** What is compared: two medians or two means. */
  private record Centres(String what, double baseline, double canary) {
    static Centres of(double[] baseline, double[] canary) {
      var median = Median.withDefaults();
      var middle = median.evaluate(baseline);
      return middle == 0
          ? new Centres("mean", Mean.of(baseline).getAsDouble(), Mean.of(canary).getAsDouble())
          : new Centres("median", middle, median.evaluate(canary));
    }

    double effect() {
      var change = canary - baseline;
      return change == 0 ? 0 : change / Math.abs(baseline);
    }
  }

  /**
   * @throws IllegalArgumentException when a bound is not within its range
   */
  public Comparing {
    if (!(confidence > 0 && confidence < 1) || !(minEffect >= 0) || minSamples < 1) {
      throw new IllegalArgumentException(
          "A comparison needs a confidence between 0 and 1, a minEffect from 0 and minSamples from 1.");
    }
  }

  public Finding judge(double[] baseline, double[] canary) {
    var before = finite(baseline);
    var after = finite(canary);
    if (Math.min(before.length, after.length) < minSamples) {
      return tooFew(before, after, "minSamples is " + minSamples);
    }
    if (leastChance(before.length, after.length) >= chance()) {
      return tooFew(
          before, after, "so few can never be told apart with a confidence of " + confidence);
    }
    var centres = Centres.of(before, after);
    if (!matters(centres.effect())) {
      return new Finding(Pass, told(centres) + counted(before, after));
    }
    var p = p(centres.effect(), before, after);
    var tested = told(centres) + ", " + Numbers.chance(p) + counted(before, after);
    return p < chance()
        ? new Finding(
            Fail,
            "%s; it fails from %s and below p %s."
                .formatted(tested, limit(centres.effect()), Numbers.of(chance())))
        : new Finding(Pass, tested);
  }

  private boolean matters(double effect) {
    return switch (direction) {
      case Increase -> effect >= minEffect;
      case Decrease -> effect <= -minEffect;
      case Either -> Math.abs(effect) >= minEffect;
    };
  }

  /** How likely chance alone may make a difference that fails; two directions share it. */
  private double chance() {
    var all = 1 - confidence;
    return direction == Direction.Either ? all / 2 : all;
  }

  private static double p(double effect, double[] baseline, double[] canary) {
    return MannWhitneyUTest.withDefaults()
        .with(effect < 0 ? AlternativeHypothesis.LESS_THAN : AlternativeHypothesis.GREATER_THAN)
        .test(canary, baseline)
        .getPValue();
  }

  /**
   * How likely chance alone puts every point of one side above those of the other: one over the
   * binomial coefficient. Where that is no surprise the test can never fail, and must not pass.
   */
  private static double leastChance(int baseline, int canary) {
    var chance = 1.0;
    for (var i = 1; i <= canary; i++) {
      chance *= (double) i / (baseline + i);
    }
    return chance;
  }

  private static double[] finite(double[] points) {
    return Arrays.stream(points).filter(Double::isFinite).toArray();
  }

  private static String told(Centres centres) {
    return "%s %s against %s of the baseline (%s)"
        .formatted(
            centres.what(),
            Numbers.of(centres.canary()),
            Numbers.of(centres.baseline()),
            Numbers.percent(centres.effect()));
  }

  private String limit(double effect) {
    return Numbers.percent(effect < 0 ? -minEffect : minEffect);
  }

  private static String counted(double[] baseline, double[] canary) {
    return ", %d and %d points".formatted(canary.length, baseline.length);
  }

  private static Finding tooFew(double[] baseline, double[] canary, String why) {
    return new Finding(
        NoData,
        "%d points of the canary and %d of the baseline are too few: %s; wait, or see that both have traffic."
            .formatted(canary.length, baseline.length, why));
  }
}
