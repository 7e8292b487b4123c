package dev.rollguard.core.check;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Synthetic series as checks see them. The same on every machine: StrictMath, seeded. */
enum Shape {
  STEADY("latency that scatters by 10 %", 1.2) {
    @Override
    double point(Random random, double worse) {
      return worse * latency(random, 0.1);
    }
  },
  USUAL("latency that scatters by 15 %", 1.2) {
    @Override
    double point(Random random, double worse) {
      return worse * latency(random, 0.15);
    }
  },
  RESTLESS("latency that scatters by 20 %", 1.2) {
    @Override
    double point(Random random, double worse) {
      return worse * latency(random, 0.2);
    }
  },
  WILD("latency that scatters by 40 %", 1.2) {
    @Override
    double point(Random random, double worse) {
      return worse * latency(random, 0.4);
    }
  },
  ERRORS("error ratio of 1 % at 500 requests", 2) {
    @Override
    double point(Random random, double worse) {
      return failed(random, 500, 0.01 * worse) / 500;
    }
  },
  RARE_ERRORS("error ratio of 0.1 % at 200 requests, mostly zero", 10) {
    @Override
    double point(Random random, double worse) {
      return failed(random, 200, 0.001 * worse) / 200;
    }
  },
  NO_ERRORS("no errors; the worse canary has 1 % at 200 requests", 2) {
    @Override
    double point(Random random, double worse) {
      return failed(random, 200, 0.01 * (worse - 1)) / 200;
    }
  },
  CONSTANT("constant", 1.2) {
    @Override
    double point(Random random, double worse) {
      return 5 * worse;
    }
  },
  OVERLAPPING("trap: latency that scatters by 20 %, each point over a window of 4 steps", 1.2) {
    @Override
    double point(Random random, double worse) {
      return worse * latency(random, 0.2);
    }

    @Override
    double[] points(Random random, int number, double worse) {
      var steps = super.points(random, number + WINDOW - 1, worse);
      return IntStream.range(0, number)
          .mapToDouble(i -> Arrays.stream(steps, i, i + WINDOW).sum() / WINDOW)
          .toArray();
    }
  };

  private static final int WINDOW = 4;

  final String title;

  /** How much worse the worse canary is. */
  final double worse;

  Shape(String title, double worse) {
    this.title = title;
    this.worse = worse;
  }

  abstract double point(Random random, double worse);

  /**
   * @param worse 1: as the baseline
   */
  double[] points(Random random, int number, double worse) {
    return DoubleStream.generate(() -> point(random, worse)).limit(number).toArray();
  }

  private static double latency(Random random, double scatter) {
    return 0.1 * StrictMath.exp(scatter * random.nextGaussian());
  }

  /** Rare events are Poisson-distributed; by Knuth's product of draws. */
  private static double failed(Random random, int requests, double share) {
    var limit = StrictMath.exp(-requests * share);
    var failed = 0;
    for (var product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      failed++;
    }
    return failed;
  }
}
