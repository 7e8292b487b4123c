package dev.rollguard.core.schedule;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A random field of a cron expression, as text and as the numbers that it stands for. */
record RandomField(String text, boolean star, long set) {
  static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
  static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  boolean has(int number) {
    return (set >>> number & 1) != 0;
  }

  /**
   * {@code likely} is the number that a single value often is, so that something happens near the
   * moment tried.
   */
  static RandomField of(Random random, int min, int max, int likely, int percentStar) {
    if (random.nextInt(100) < percentStar) {
      return new RandomField("*", true, bits(min, max, 1));
    }
    int low = min + random.nextInt(max - min + 1);
    int high = low + random.nextInt(max - low + 1);
    int step = 2 + random.nextInt(Math.max(1, (max - min) / 2));
    return switch (random.nextInt(5)) {
      case 0 -> new RandomField(low + "-" + high, false, bits(low, high, 1));
      case 1 -> new RandomField("*/" + step, false, bits(min, max, step));
      case 2 -> new RandomField(low + "-" + high + "/" + step, false, bits(low, high, step));
      case 3 -> list(random, min, max, likely);
      default -> new RandomField(String.valueOf(likely), false, 1L << likely);
    };
  }

  /** Like {@link #of}, but sometimes with names and, for weekdays, with 7 for Sunday. */
  static RandomField ofNames(
      Random random, List<String> names, int first, int likely, int percentStar) {
    RandomField field = of(random, first, first + names.size() - 1, likely, percentStar);
    if (field.text().equals("0")) {
      return new RandomField(random.nextBoolean() ? "7" : "sun", false, field.set());
    }
    if (!field.text().matches("\\d+(-\\d+)?") || random.nextBoolean()) {
      return field;
    }
    String named =
        IntStream.of(
                List.of(field.text().split("-")).stream().mapToInt(Integer::parseInt).toArray())
            .mapToObj(number -> names.get(number - first))
            .map(name -> random.nextBoolean() ? name : name.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("-"));
    return new RandomField(named, false, field.set());
  }

  private static RandomField list(Random random, int min, int max, int likely) {
    int other = min + random.nextInt(max - min + 1);
    return new RandomField(likely + "," + other, false, 1L << likely | 1L << other);
  }

  private static long bits(int from, int to, int step) {
    return IntStream.rangeClosed(from, to)
        .filter(i -> (i - from) % step == 0)
        .mapToLong(i -> 1L << i)
        .reduce(0, (a, b) -> a | b);
  }
}
