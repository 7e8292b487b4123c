package dev.rollguard.cli.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The sum of a simulation.
 *
 * @param held how many would have waited at all
 * @param superseded how many of those would never have rolled out, because a newer one came
 * @param stillHeld how many of those have no end that can be told
 * @param median hold of those with an end
 */
public record Totals(
    int changes,
    int atOnce,
    int held,
    int superseded,
    int stillHeld,
    Optional<Duration> median,
    Optional<Duration> longest) {

  public static Totals of(List<Fate> fates) {
    var held = fates.stream().filter(Fate::held).toList();
    var holds = held.stream().map(Fate::hold).flatMap(Optional::stream).sorted().toList();
    return new Totals(
        fates.size(),
        fates.size() - held.size(),
        held.size(),
        count(held, Fate.End.Superseded.class),
        count(held, Fate.End.Held.class),
        median(holds),
        holds.isEmpty() ? Optional.empty() : Optional.of(holds.getLast()));
  }

  private static int count(List<Fate> held, Class<? extends Fate.End> end) {
    return (int) held.stream().filter(f -> end.isInstance(f.end())).count();
  }

  private static Optional<Duration> median(List<Duration> sorted) {
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    var upper = sorted.get(sorted.size() / 2);
    return sorted.size() % 2 == 1
        ? Optional.of(upper)
        : Optional.of(upper.plus(sorted.get(sorted.size() / 2 - 1)).dividedBy(2));
  }
}
