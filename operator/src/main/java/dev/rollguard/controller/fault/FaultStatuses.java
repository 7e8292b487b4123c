package dev.rollguard.controller.fault;

import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.FaultStatus;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.record.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Writes the status of a fault from what was observed. Pure. */
final class FaultStatuses {
  private static final int MAX_LINES = 50;
  private static final int MAX_LINE_BYTES = 512;

  private FaultStatuses() {}

  /**
   * All that a fault's status tells about.
   *
   * @param zone for times in sentences
   * @param overrides that let changes pass in spite of it
   * @param blocked how many Changes are held because of it
   */
  record View(
      Resolution resolution,
      String openedBy,
      Optional<String> resolvedBy,
      ZoneId zone,
      int blocked,
      List<BreakGlassFact> overrides,
      Instant now) {

    FaultFact fault() {
      return resolution.fault();
    }

    Optional<Instant> quietUntil() {
      return resolution.quietUntil();
    }

    boolean open() {
      return quietUntil().map(now::isBefore).orElse(true);
    }
  }

  static FaultStatus of(View view, List<Condition> before, long generation) {
    var status = new FaultStatus();
    status.setObservedGeneration(generation);
    status.setSummary(summary(view));
    status.setOpenedBy(view.openedBy().isEmpty() ? null : view.openedBy());
    status.setBlockedChanges(view.blocked());
    status.setBreakGlasses(
        view.overrides().stream()
            .limit(MAX_LINES)
            .map(b -> Texts.line(b.line(view.zone(), view.now()), MAX_LINE_BYTES))
            .toList());
    if (view.fault().resolvedTime().isPresent()) {
      status.setResolvedBy(view.resolvedBy().orElse(null));
      status.setResolvedTime(view.fault().resolvedTime().get().toString());
      status.setQuietUntil(view.quietUntil().map(Instant::toString).orElse(null));
    }
    status.setConditions(
        new Conditions(before, generation, view.now())
            .set(ConditionTypes.OPEN, view.open(), reason(view), summary(view))
            .set(ConditionTypes.READY, true, "Reconciled", "The fault is being watched.")
            .build());
    return status;
  }

  private static String reason(View view) {
    if (view.fault().resolvedTime().isEmpty()) {
      return "Unresolved";
    }
    return view.resolution()
        .refusal()
        .map(h -> h.reason() == Reason.FaultNotVerified ? "NotVerified" : "Verifying")
        .orElse(view.open() ? "QuietPeriod" : "Resolved");
  }

  private static String summary(View view) {
    var blocked =
        switch (view.blocked()) {
          case 0 -> "";
          case 1 -> " 1 change is held by it.";
          default -> " %d changes are held by it.".formatted(view.blocked());
        };
    if (view.fault().resolvedTime().isEmpty()) {
      return "Open since %s; resolve it with a cause and evidence.%s"
          .formatted(moment(view.fault().since(), view), blocked);
    }
    var refusal = view.resolution().refusal();
    if (refusal.isPresent()) {
      return Texts.line(
          "Still open: %s%s".formatted(refusal.get().message(), blocked),
          Conditions.MAX_MESSAGE_BYTES);
    }
    var until = moment(view.quietUntil().orElseThrow(), view);
    return view.open()
        ? "Resolved, quiet until %s; until then it still counts.%s".formatted(until, blocked)
        : "Closed: resolved, and quiet until %s.".formatted(until);
  }

  private static String moment(Instant moment, View view) {
    return Moments.format(moment, view.zone(), view.now());
  }
}
