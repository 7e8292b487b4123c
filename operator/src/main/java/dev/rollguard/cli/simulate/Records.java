package dev.rollguard.cli.simulate;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.request.WhatHolds;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.observe.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the cluster's objects tell of the past. */
public final class Records {
  private Records() {}

  /**
   * The changes of a datacenter.
   *
   * @param covered whether a window takes a change in
   */
  public static List<RecordedChange> changes(
      List<Change> changes, String datacenter, Predicate<Change> covered) {
    return changes.stream()
        .filter(c -> datacenter.equals(c.getSpec().getDatacenter()))
        .filter(covered)
        .flatMap(c -> change(c).stream())
        .toList();
  }

  private static Optional<RecordedChange> change(Change change) {
    var spec = change.getSpec();
    var type = spec.getType();
    return Moments.parse(spec.getRequestedTime())
        .map(requested ->
            new RecordedChange(
                change.getMetadata().getNamespace(),
                spec.getWorkloadRef().getName(),
                spec.getWorkloadRef().getUid(),
                change.getMetadata().getName(),
                type == null ? ChangeType.Update : ChangeType.valueOf(type.name()),
                requested));
  }

  /** The faults of a datacenter. */
  public static List<RecordedFault> faults(List<Fault> faults, String datacenter, Instant now) {
    var facts = new Facts(WhatHolds.NO_RUNS);
    return faults.stream()
        .filter(f -> datacenter.equals(f.getSpec().getDatacenter()))
        .flatMap(f -> fault(f, facts, now))
        .toList();
  }

  private static Stream<RecordedFault> fault(Fault fault, Facts facts, Instant now) {
    return Moments.parse(fault.getMetadata().getCreationTimestamp())
        .map(created -> new RecordedFault(facts.fault(fault, now), created))
        .stream();
  }
}
