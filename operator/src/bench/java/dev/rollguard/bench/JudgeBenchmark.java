package dev.rollguard.bench;

import dev.rollguard.core.check.Comparing;
import dev.rollguard.core.check.Direction;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.ValueRule;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One sample, judged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JudgeBenchmark {
  private static final int POINTS = 1_000;

  private final Comparing comparing = new Comparing(Direction.Either, 0.98, 0.1, 8);
  private final double[] baseline = latencies(new Random(1), POINTS, 1);
  private final double[] worse = latencies(new Random(2), POINTS, 1.2);
  private final double[] fewBefore = latencies(new Random(3), 30, 1);
  private final double[] fewAfter = latencies(new Random(4), 30, 1.5);
  private final double[] zeros = new double[POINTS];
  private final double[] errors = errors(new Random(5), POINTS);
  private final ValueRule rule = rule();
  private final List<Double> one = List.of(0.004);

  /** 2 × 1,000 points without ties. */
  @Benchmark
  public Finding compare() {
    return comparing.judge(baseline, worse);
  }

  /** 2 × 1,000 points, most of them tied at zero. */
  @Benchmark
  public Finding compareWithZeros() {
    return comparing.judge(zeros, errors);
  }

  /** 2 × 30 points, for which the test is exact. */
  @Benchmark
  public Finding compareFew() {
    return comparing.judge(fewBefore, fewAfter);
  }

  /** One value by two compiled expressions. */
  @Benchmark
  public Finding value() {
    return rule.judge(one);
  }

  /** What compiling them costs. */
  @Benchmark
  public ValueRule compile() {
    return rule();
  }

  private static ValueRule rule() {
    try {
      return ValueRule.compile("value < 0.01", "value > 0.05");
    } catch (InvalidCheckException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double[] latencies(Random random, int points, double factor) {
    return random
        .doubles(points)
        .map(draw -> factor * 0.1 * Math.exp(0.2 * random.nextGaussian()))
        .toArray();
  }

  private static double[] errors(Random random, int points) {
    return random.doubles(points).map(draw -> draw < 0.2 ? 0.01 : 0).toArray();
  }
}
