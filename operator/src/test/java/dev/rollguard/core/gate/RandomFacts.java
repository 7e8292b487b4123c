package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Windows.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random windows, faults and rollouts around {@link Seoul#NOW}. */
public final class RandomFacts {
  private static final List<String> ZONES = List.of("Asia/Seoul", "UTC", "America/New_York");
  private static final List<Duration> QUIET =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(2));

  private RandomFacts() {}

  public static List<WindowFact> windows(Random random, int most) {
    var windows = new ArrayList<WindowFact>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      windows.add(aWindow(random, "w" + i));
    }
    return windows;
  }

  public static WindowFact aWindow(Random random, String name) {
    var window =
        window(name)
            .zone(pick(random, ZONES))
            .mode(pick(random, List.of(Mode.values())))
            .minds(pick(random, List.of(Severity.values())))
            .quiet(pick(random, QUIET))
            .onFault(pick(random, List.of(OnFault.values())));
    switch (random.nextInt(5)) {
      case 0 -> window.open("0 " + random.nextInt(24) + " * * *", "8h");
      case 1 -> window.days();
      case 2 -> window.unreadable("schedule.timeZone is missing.");
      case 3 ->
          window.frozen("f", "2026-05-21T0" + random.nextInt(9) + ":00", "2026-05-21T09:00", "");
      default -> {}
    }
    if (random.nextInt(4) == 0) {
      window.gatesRollbacks();
    }
    return random.nextBoolean() ? window.fact() : window.releasesWhenDeleted().fact();
  }

  public static List<FaultFact> faults(Random random, int most) {
    var faults = new ArrayList<FaultFact>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      faults.add(aFault(random, "f" + i));
    }
    return faults;
  }

  public static FaultFact aFault(Random random, String name) {
    return new FaultFact(
        name,
        pick(random, List.of(Severity.values())),
        Seoul.NOW.minusSeconds(20_000 + random.nextInt(10_000)),
        random.nextBoolean() ? Optional.of(earlier(random)) : Optional.empty());
  }

  /** Up to four hours before now, often on a border of a quiet period. */
  private static Instant earlier(Random random) {
    return random.nextInt(3) == 0
        ? Seoul.NOW.minus(pick(random, QUIET))
        : Seoul.NOW.minusSeconds(random.nextInt(4 * 3600));
  }

  public static RolloutFact aRollout(Random random) {
    return new RolloutFact(
        "shop", "cart", "dc1", pick(random, List.of(ChangeType.values())), random.nextInt(6) == 0);
  }

  public static <T> T pick(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
