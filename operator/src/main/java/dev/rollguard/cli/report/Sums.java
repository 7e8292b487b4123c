package dev.rollguard.cli.report;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sums of a report.
 *
 * @param changesByState how many changes are in each state; {@code Unknown}: not looked at yet
 * @param changesUnderOverride how many changes were released by an override
 * @param rejections of the decisions that are no approvals
 * @param faultsOpen how many of the faults hold changes now
 */
public record Sums(
    int changes,
    Map<String, Long> changesByState,
    long medianHeldSeconds,
    long longestHeldSeconds,
    int approvals,
    int rejections,
    int overrides,
    int changesUnderOverride,
    int faults,
    int faultsOpen) {

  static Sums of(
      List<ChangeRow> changes,
      List<ApprovalRow> decisions,
      List<OverrideRow> overrides,
      List<FaultRow> faults) {
    var holds = changes.stream().map(ChangeRow::heldSeconds).sorted().toList();
    var rejections = count(decisions.stream().filter(d -> "Reject".equals(d.decision())));
    return new Sums(
        changes.size(),
        changes.stream()
            .map(c -> Objects.requireNonNullElse(c.state(), "Unknown"))
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())),
        median(holds),
        holds.isEmpty() ? 0 : holds.getLast(),
        decisions.size() - rejections,
        rejections,
        overrides.size(),
        count(changes.stream().filter(c -> c.breakGlass() != null)),
        faults.size(),
        count(faults.stream().filter(FaultRow::open)));
  }

  private static int count(Stream<?> stream) {
    return (int) stream.count();
  }

  private static long median(List<Long> sorted) {
    if (sorted.isEmpty()) {
      return 0;
    }
    var half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
