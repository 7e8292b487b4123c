package dev.rollguard.cli.report;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.cli.request.Overrides;
import dev.rollguard.core.gate.Moments;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that went on in a range of time, or was decided in it. The components are the fields
 * of the JSON.
 *
 * @param from this and all other times: RFC 3339
 * @param until excluded
 * @param datacenter absent: all
 */
public record Report(
    String from,
    String until,
    @Nullable String datacenter,
    String generatedTime,
    Sums totals,
    List<ChangeRow> changes,
    List<ApprovalRow> approvals,
    List<OverrideRow> overrides,
    List<FaultRow> faults) {

  public static Report of(Range range, Kept kept, Instant now) {
    var byPath =
        kept.changes().stream()
            .collect(Collectors.toMap(Report::path, Function.identity(), (a, b) -> a));
    var changes = changes(range, kept.changes(), now);
    var approvals = approvals(range, kept.approvals(), byPath);
    var overrides = overrides(range, kept.overrides(), byPath, now);
    var faults =
        kept.faults().stream()
            .filter(f -> range.isIn(f.getSpec().getDatacenter()))
            .filter(f -> range.touches(FaultRow.started(f), FaultRow.ended(f, now)))
            .map(FaultRow::of)
            .sorted(Comparator.comparing(FaultRow::startTime).thenComparing(FaultRow::fault))
            .toList();
    return new Report(
        range.from().toString(),
        range.until().toString(),
        range.datacenter().orElse(null),
        now.toString(),
        Sums.of(changes, approvals, overrides, faults),
        changes,
        approvals,
        overrides,
        faults);
  }

  private static List<ChangeRow> changes(Range range, List<Change> changes, Instant now) {
    return changes.stream()
        .filter(c -> range.isIn(c.getSpec().getDatacenter()))
        .filter(c -> range.touches(ChangeRow.requested(c), ChangeRow.ended(c, now)))
        .sorted(Comparator.comparing(ChangeRow::requested).thenComparing(Report::path))
        .map(c -> ChangeRow.of(c, now))
        .toList();
  }

  /** An approval is of the datacenter of its change; of one that is gone nobody can tell. */
  private static List<ApprovalRow> approvals(
      Range range, List<Approval> approvals, Map<String, Change> byPath) {
    return approvals.stream()
        .filter(a -> range.contains(created(a)))
        .filter(a -> range.isIn(datacenter(byPath, path(a))))
        .map(ApprovalRow::of)
        .sorted(
            Comparator.comparing(ApprovalRow::createdTime)
                .thenComparing(ApprovalRow::namespace)
                .thenComparing(ApprovalRow::approval))
        .toList();
  }

  private static List<OverrideRow> overrides(
      Range range, List<BreakGlass> overrides, Map<String, Change> byPath, Instant now) {
    return overrides.stream()
        .filter(o -> range.touches(OverrideRow.created(o), OverrideRow.ended(o, now)))
        .filter(o -> range.isIn(datacenter(o, byPath)))
        .map(OverrideRow::of)
        .sorted(
            Comparator.comparing(OverrideRow::createdTime).thenComparing(OverrideRow::breakGlass))
        .toList();
  }

  /** The Change that it names may be gone; its status keeps where that was. */
  private static String datacenter(BreakGlass override, Map<String, Change> byPath) {
    return Optional.ofNullable(override.getSpec().getDatacenter())
        .or(() -> Optional.ofNullable(override.getStatus().getDatacenter()))
        .orElseGet(() -> datacenter(byPath, Overrides.change(override).orElse("")));
  }

  private static String datacenter(Map<String, Change> byPath, String path) {
    return Optional.ofNullable(byPath.get(path)).map(c -> c.getSpec().getDatacenter()).orElse("");
  }

  private static String path(Change change) {
    return change.getMetadata().getNamespace() + "/" + change.getMetadata().getName();
  }

  private static String path(Approval approval) {
    return approval.getMetadata().getNamespace()
        + "/"
        + approval.getSpec().getChangeRef().getName();
  }

  private static Instant created(Approval approval) {
    return Moments.parse(approval.getMetadata().getCreationTimestamp()).orElse(Instant.EPOCH);
  }
}
