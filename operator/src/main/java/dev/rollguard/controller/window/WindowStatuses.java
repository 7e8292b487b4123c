package dev.rollguard.controller.window;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindowStatus;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.record.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Writes the status of a window from what was observed. Pure. */
final class WindowStatuses {
  static final int MAX_LINES = 50;
  private static final int MAX_LINE_BYTES = 512;
  private static final Set<Reason> FAULT_REASONS =
      EnumSet.of(
          Reason.FaultOpen,
          Reason.FaultVerifying,
          Reason.FaultNotVerified,
          Reason.FaultQuietPeriod);

  private WindowStatuses() {}

  /** What an ordinary change would meet at this moment. */
  static Decision outlook(WindowView view) {
    var rollout = new RolloutFact("", "", view.datacenter(), ChangeType.Update, false);
    return Gates.decide(view.now(), rollout, List.of(view.window().withoutTrials()), view.faults());
  }

  static ChangeWindowStatus of(WindowView view, List<Condition> before, long generation) {
    var status = new ChangeWindowStatus();
    status.setObservedGeneration(generation);
    status.setSummary(Texts.line(summary(view), Conditions.MAX_MESSAGE_BYTES));
    status.setHeldChanges(view.held().size());
    status.setHeld(bounded(view.held().stream().sorted(oldestFirst()).map(c -> line(c, view))));
    status.setBreakGlasses(
        bounded(view.overrides().stream().map(b -> b.line(view.window().zone(), view.now()))));
    status.setOpenFaults(bounded(view.faults().stream().flatMap(f -> fault(f, view).stream())));
    if (view.window().calendar() instanceof Calendar.Readable readable) {
      readable
          .schedule()
          .nextOpen(view.now())
          .map(Instant::toString)
          .ifPresent(status::setNextOpenTime);
      readable
          .schedule()
          .nextClose(view.now())
          .map(Instant::toString)
          .ifPresent(status::setNextCloseTime);
    }
    status.setConditions(conditions(view, before, generation));
    return status;
  }

  private static List<Condition> conditions(
      WindowView view, List<Condition> before, long generation) {
    var outlook = outlook(view);
    var conditions = new Conditions(before, generation, view.now());
    var enforcement = view.enforcement();
    conditions.set(
        ConditionTypes.OPEN,
        outlook.releases(),
        outlook.firstHold().map(h -> h.reason().name()).orElse("GatesPass"),
        outlook.message());
    conditions.set(
        ConditionTypes.ENFORCED,
        enforcement.enforced(),
        enforcement.reason(),
        enforcement.message());
    if (view.window().calendar() instanceof Calendar.Unreadable unreadable) {
      conditions.set(
          ConditionTypes.STALLED, true, Reason.InvalidSchedule.name(), unreadable.message());
      conditions.set(
          ConditionTypes.READY, false, Reason.InvalidSchedule.name(), unreadable.message());
    } else {
      conditions.set(ConditionTypes.READY, true, "Reconciled", "The window is being watched.");
    }
    return conditions.build();
  }

  private static String summary(WindowView view) {
    var outlook = outlook(view);
    var sentence = new StringBuilder();
    if (outlook.releases()) {
      sentence.append("Open").append(until(view)).append('.');
    } else {
      sentence.append("Closed: ").append(outlook.message());
    }
    var held = view.held().size();
    if (held > 0) {
      sentence.append(held == 1 ? " 1 change is held." : " %d changes are held.".formatted(held));
    }
    if (!view.overrides().isEmpty()) {
      sentence.append(
          view.overrides().size() == 1
              ? " %s is in force.".formatted(view.overrides().getFirst().title())
              : " %d overrides are in force.".formatted(view.overrides().size()));
    }
    if (view.unguarded() > 0) {
      sentence.append(
          view.unguarded() == 1
              ? " 1 change came in unguarded."
              : " %d changes came in unguarded.".formatted(view.unguarded()));
    }
    return sentence.toString();
  }

  private static String until(WindowView view) {
    return view.window().calendar() instanceof Calendar.Readable readable
        ? readable
            .schedule()
            .nextClose(view.now())
            .map(t -> " until " + Moments.format(t, view.window().zone(), view.now()))
            .orElse("")
        : "";
  }

  private static String line(Change change, WindowView view) {
    var spec = change.getSpec();
    var what =
        spec.getDiff().isEmpty() ? String.valueOf(spec.getType()) : spec.getDiff().getFirst();
    return "%s/%s: %s, by %s%s: %s"
        .formatted(
            change.getMetadata().getNamespace(),
            spec.getWorkloadRef().getName(),
            what,
            spec.getRequestedBy(),
            since(spec.getRequestedTime(), view),
            String.valueOf(change.getStatus().getMessage()));
  }

  private static String since(String requestedTime, WindowView view) {
    return Moments.parse(requestedTime)
        .map(t -> " since " + Moments.format(t, view.window().zone(), view.now()))
        .orElse("");
  }

  private static Optional<String> fault(FaultFact fault, WindowView view) {
    var holds =
        Gates.decide(
                view.now(),
                new RolloutFact("", "", view.datacenter(), ChangeType.Update, false),
                List.of(view.window().withoutTrials()),
                List.of(fault))
            .holds();
    return holds.stream()
        .filter(h -> FAULT_REASONS.contains(h.reason()))
        .map(Verdict.Hold::message)
        .findFirst();
  }

  private static Comparator<Change> oldestFirst() {
    return Comparator.comparing((Change c) -> c.getSpec().getRequestedTime())
        .thenComparing(c -> c.getMetadata().getName());
  }

  private static List<String> bounded(Stream<String> lines) {
    var all = lines.map(l -> Texts.line(l, MAX_LINE_BYTES)).toList();
    if (all.size() <= MAX_LINES) {
      return all;
    }
    var kept = new ArrayList<>(all.subList(0, MAX_LINES));
    kept.add("and %d more".formatted(all.size() - MAX_LINES));
    return kept;
  }
}
