package dev.rollguard.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.core.gate.Outcome;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ComparingTest {
  private static final double[] ZEROS = new double[20];
  private static final double[] STEADY = ramp(20, 1.0);

  @ParameterizedTest
  @CsvSource({
    "Increase, 1.5, Fail",
    "Increase, 0.5, Pass",
    "Decrease, 1.5, Pass",
    "Decrease, 0.5, Fail",
    "Either, 1.5, Fail",
    "Either, 0.5, Fail",
    "Either, 1.0, Pass"
  })
  void aCanaryFailsOnlyInTheDirectionThatMatters(
      Direction direction, double factor, Outcome outcome) {
    assertThat(comparing(direction).judge(STEADY, times(STEADY, factor)).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void aFailureTellsBothMediansTheEffectAndTheLimits() {
    assertThat(comparing(Direction.Increase).judge(STEADY, times(STEADY, 1.5)))
        .isEqualTo(
            new Finding(
                Outcome.Fail,
                "median 1.6425 against 1.095 of the baseline (+50 %), p below 0.0001, 20 and 20 points; it fails from"
                    + " +10 % and below p 0.02."));
  }

  @Test
  void aDifferenceThatIsSureButSmallPasses() {
    var finding = comparing(Direction.Either).judge(constant(200, 1.0), constant(200, 1.05));

    assertThat(finding.outcome()).isEqualTo(Outcome.Pass);
    assertThat(finding.message())
        .isEqualTo("median 1.05 against 1 of the baseline (+5 %), 200 and 200 points");
  }

  @Test
  void aDifferenceThatIsGreatButNotSurePasses() {
    double[] baseline = {1, 9, 1, 9, 1, 9, 1, 9, 5};
    double[] canary = {1, 9, 1, 9, 1, 9, 9, 9, 6};

    var finding = comparing(Direction.Either).judge(baseline, canary);

    assertThat(finding.outcome()).isEqualTo(Outcome.Pass);
    assertThat(finding.message()).contains("(+80 %), p 0.");
  }

  @ParameterizedTest
  @CsvSource({"Increase, Fail", "Either, Fail", "Decrease, Pass"})
  void errorsOverABaselineOfZerosFail(Direction direction, Outcome outcome) {
    var finding = comparing(direction).judge(ZEROS, constant(20, 0.02));

    assertThat(finding.outcome()).isEqualTo(outcome);
    assertThat(finding.message()).startsWith("mean 0.02 against 0 of the baseline (from zero up)");
  }

  @Test
  void errorsInHalfOfTheCanaryOverABaselineOfZerosFail() {
    double[] canary = new double[20];
    Arrays.fill(canary, 0, 10, 0.02);

    assertThat(comparing(Direction.Increase).judge(ZEROS, canary).outcome())
        .isEqualTo(Outcome.Fail);
  }

  @Test
  void oneErrorOverABaselineOfZerosIsChance() {
    double[] canary = new double[20];
    canary[7] = 0.5;

    assertThat(comparing(Direction.Either).judge(ZEROS, canary).outcome()).isEqualTo(Outcome.Pass);
  }

  @Test
  void rareErrorsAreComparedByTheirMeans() {
    double[] rare = new double[20];
    rare[3] = 0.01;

    var finding = comparing(Direction.Increase).judge(rare, constant(20, 0.02));

    assertThat(finding.outcome()).isEqualTo(Outcome.Fail);
    assertThat(finding.message()).startsWith("mean 0.02 against 0.0005 of the baseline (+3900 %)");
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void identicalConstantsPassEvenWithoutALeastEffect(Direction direction) {
    var strict = new Comparing(direction, 0.98, 0, 8);

    assertThat(strict.judge(ZEROS, ZEROS).outcome()).isEqualTo(Outcome.Pass);
    assertThat(strict.judge(constant(20, 3), constant(20, 3)).outcome()).isEqualTo(Outcome.Pass);
  }

  @Test
  void aLatencyThatDropsToZeroIsADecrease() {
    assertThat(comparing(Direction.Decrease).judge(STEADY, ZEROS).message())
        .startsWith("median 0 against 1.095 of the baseline (-100 %)");
  }

  @Test
  void negativeNumbersGrowUpwards() {
    var negative = times(STEADY, -1);

    assertThat(comparing(Direction.Increase).judge(negative, times(negative, 0.5)).outcome())
        .isEqualTo(Outcome.Fail);
    assertThat(comparing(Direction.Decrease).judge(negative, times(negative, 0.5)).outcome())
        .isEqualTo(Outcome.Pass);
  }

  @Test
  void pointsThatMeasuredNothingAreDropped() {
    var holes =
        DoubleStream.concat(
                DoubleStream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY),
                Arrays.stream(STEADY))
            .toArray();

    assertThat(comparing(Direction.Either).judge(holes, STEADY))
        .isEqualTo(
            new Finding(
                Outcome.Pass,
                "median 1.095 against 1.095 of the baseline (0 %), 20 and 20 points"));
  }

  @Test
  void tooFewPointsOnEitherSideAreNoData() {
    var few = ramp(7, 5);
    var finding = comparing(Direction.Either).judge(STEADY, few);

    assertThat(finding)
        .isEqualTo(
            new Finding(
                Outcome.NoData,
                "7 points of the canary and 20 of the baseline are too few: minSamples is 8; wait, or see that both have"
                    + " traffic."));
    assertThat(comparing(Direction.Either).judge(few, STEADY).outcome()).isEqualTo(Outcome.NoData);
    assertThat(comparing(Direction.Either).judge(new double[0], new double[0]).outcome())
        .isEqualTo(Outcome.NoData);
    assertThat(comparing(Direction.Either).judge(ramp(8, 1), ramp(8, 1)).outcome())
        .isEqualTo(Outcome.Pass);
  }

  @Test
  void pointsThatAreNoneDoNotCount() {
    var silent = constant(20, Double.NaN);

    assertThat(comparing(Direction.Either).judge(STEADY, silent).outcome())
        .isEqualTo(Outcome.NoData);
  }

  @Test
  void aComparisonThatCouldNeverFailNeverPasses() {
    var impossible = new Comparing(Direction.Either, 0.98, 0.1, 3);

    assertThat(impossible.judge(constant(3, 1), constant(3, 100)))
        .isEqualTo(
            new Finding(
                Outcome.NoData,
                "3 points of the canary and 3 of the baseline are too few: so few can never be told apart with a confidence"
                    + " of 0.98; wait, or see that both have traffic."));
    assertThat(impossible.judge(ramp(5, 1), ramp(5, 100)).outcome()).isEqualTo(Outcome.Fail);
  }

  @Test
  void whatIsComparedStaysAsItIs() {
    double[] baseline = {3, 1, 2, 9, 8, 7, 6, 5, 4};
    double[] canary = baseline.clone();

    comparing(Direction.Either).judge(baseline, canary);

    assertThat(baseline).containsExactly(3, 1, 2, 9, 8, 7, 6, 5, 4);
    assertThat(canary).containsExactly(3, 1, 2, 9, 8, 7, 6, 5, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.1, 8",
    "1, 0.1, 8",
    "NaN, 0.1, 8",
    "0.98, -0.1, 8",
    "0.98, NaN, 8",
    "0.98, 0.1, 0"
  })
  void boundsOutsideOfTheirRangeAreRefused(double confidence, double effect, int samples) {
    assertThatThrownBy(() -> new Comparing(Direction.Either, confidence, effect, samples))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Comparing comparing(Direction direction) {
    return new Comparing(direction, 0.98, 0.1, 8);
  }

  /** No ties. */
  private static double[] ramp(int points, double from) {
    return IntStream.range(0, points).mapToDouble(i -> from + 0.01 * i).toArray();
  }

  private static double[] constant(int points, double value) {
    return DoubleStream.generate(() -> value).limit(points).toArray();
  }

  private static double[] times(double[] points, double factor) {
    return Arrays.stream(points).map(point -> point * factor).toArray();
  }
}
