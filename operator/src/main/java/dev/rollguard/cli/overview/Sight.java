package dev.rollguard.cli.overview;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.facts.BreakGlassFacts;
import dev.rollguard.cli.overview.DatacenterView.ChangeView;
import dev.rollguard.cli.overview.DatacenterView.FaultView;
import dev.rollguard.cli.overview.DatacenterView.OverrideView;
import dev.rollguard.cli.overview.DatacenterView.WindowView;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Observer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was read, as one look shows it. Decides with the gates that decide about rollouts. */
public record Sight(
    Instant now,
    List<ChangeWindow> windows,
    List<Fault> faults,
    List<Change> changes,
    List<BreakGlass> overrides,
    Facts facts) {

  public Overview overview() {
    var windowsIn = by(windows, w -> w.getSpec().getDatacenter());
    var faultsIn = by(faults, f -> f.getSpec().getDatacenter());
    var changesIn = by(changes, c -> c.getSpec().getDatacenter());
    var names = new TreeSet<>(windowsIn.keySet());
    names.addAll(faultsIn.keySet());
    names.addAll(changesIn.keySet());
    return new Overview(
        now.toString(),
        names.stream()
            .map(name ->
                new Sight(
                        now,
                        windowsIn.getOrDefault(name, List.of()),
                        faultsIn.getOrDefault(name, List.of()),
                        changesIn.getOrDefault(name, List.of()),
                        overrides,
                        facts)
                    .datacenter(name))
            .toList());
  }

  private static <T> Map<String, List<T>> by(List<T> all, Function<T, String> datacenter) {
    return all.stream().collect(Collectors.groupingBy(datacenter));
  }

  /** Of what was read of this datacenter alone. */
  private DatacenterView datacenter(String name) {
    var windowFacts =
        windows.stream()
            .map(w -> facts.window(w).withoutTrials())
            .sorted(Comparator.comparing(WindowFact::name))
            .toList();
    var faultFacts = facts.faults(faults, name, now);
    var gating = windowFacts.stream().filter(w -> w.mode() != Mode.Warn).toList();
    var outlook = decide(name, gating, faultFacts);
    var held = changes(Sight::isHeld);
    var moving = changes(Sight::isInMotion);
    return new DatacenterView(
        name,
        outlook.releases(),
        reason(outlook),
        gating.isEmpty() ? "No window holds anything here." : outlook.message(),
        until(outlook, gating),
        windowFacts.stream().map(w -> window(name, w, faultFacts)).toList(),
        faultFacts.stream().flatMap(f -> fault(name, f, windowFacts).stream()).toList(),
        overrides(name),
        held.size(),
        moving.size(),
        held,
        moving,
        windowFacts.stream().map(WindowFact::zone).findFirst().orElse(ZoneOffset.UTC).getId());
  }

  private Decision decide(String name, List<WindowFact> asked, List<FaultFact> known) {
    var rollout = new RolloutFact("", "", name, ChangeType.Update, false);
    return Gates.decide(now, rollout, asked, known);
  }

  private WindowView window(String datacenter, WindowFact window, List<FaultFact> known) {
    var outlook = decide(datacenter, List.of(window), known);
    return new WindowView(
        window.name(),
        window.mode().name(),
        outlook.releases(),
        reason(outlook),
        outlook.message(),
        until(outlook, List.of(window)));
  }

  private static String reason(Decision outlook) {
    return outlook.firstHold().map(h -> h.reason().name()).orElse("GatesPass");
  }

  /** While one refusal has no end that is known, neither has the whole. */
  private @Nullable String until(Decision outlook, List<WindowFact> asked) {
    var holds = outlook.holds();
    var end =
        holds.isEmpty()
            ? asked.stream().flatMap(w -> close(w).stream()).min(Instant::compareTo)
            : holds.stream().allMatch(h -> h.retryAt().isPresent())
                ? holds.stream().flatMap(h -> h.retryAt().stream()).max(Instant::compareTo)
                : Optional.<Instant>empty();
    return end.map(Instant::toString).orElse(null);
  }

  private Optional<Instant> close(WindowFact window) {
    return window.calendar() instanceof Calendar.Readable readable
        ? readable.schedule().nextClose(now)
        : Optional.empty();
  }

  /** One that is over for every window is left out. */
  private Optional<FaultView> fault(String datacenter, FaultFact fault, List<WindowFact> asked) {
    var without = decide(datacenter, asked, List.of()).holds();
    var because =
        decide(datacenter, asked, List.of(fault)).holds().stream()
            .filter(h -> !without.contains(h))
            .map(Verdict.Hold::message)
            .findFirst();
    if (because.isEmpty() && fault.resolvedTime().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new FaultView(
            fault.name(),
            fault.severity().name(),
            fault.resolvedTime().isEmpty(),
            fault.since().toString(),
            summary(fault.name()),
            because.orElse("")));
  }

  private String summary(String fault) {
    return faults.stream()
        .filter(f -> fault.equals(f.getMetadata().getName()))
        .map(f -> String.valueOf(f.getSpec().getSummary()))
        .findFirst()
        .orElse("");
  }

  private List<OverrideView> overrides(String datacenter) {
    return BreakGlassFacts.active(overrides, now).stream()
        .filter(b -> b.change().isEmpty() ? b.datacenter().equals(datacenter) : isOfChange(b))
        .map(b ->
            new OverrideView(
                b.name(),
                b.change().isEmpty() ? null : b.change(),
                b.openedBy(),
                b.confirmedBy().isPresent(),
                b.activeUntil().toString(),
                b.reason()))
        .toList();
  }

  private boolean isOfChange(BreakGlassFact override) {
    return changes.stream()
        .map(c -> c.getMetadata().getNamespace() + "/" + c.getMetadata().getName())
        .anyMatch(override.change()::equals);
  }

  private static boolean isHeld(Change change) {
    return Observer.state(change) == ChangeState.Held && change.getStatus().getTurnTime() == null;
  }

  private static boolean isInMotion(Change change) {
    return Observer.state(change) == ChangeState.Released
        || (Observer.state(change) == ChangeState.Held && change.getStatus().getTurnTime() != null);
  }

  private List<ChangeView> changes(Predicate<Change> kind) {
    return changes.stream()
        .filter(kind)
        .sorted(
            Comparator.comparing((Change c) -> c.getSpec().getRequestedTime())
                .thenComparing(c -> c.getMetadata().getName()))
        .map(Sight::view)
        .toList();
  }

  private static ChangeView view(Change change) {
    var spec = change.getSpec();
    var status = change.getStatus();
    return new ChangeView(
        change.getMetadata().getNamespace(),
        spec.getWorkloadRef().getName(),
        change.getMetadata().getName(),
        Observer.state(change).name(),
        spec.getRequestedBy(),
        spec.getRequestedTime(),
        status.getRisk() == null ? null : status.getRisk().name(),
        status.getReason(),
        Stream.ofNullable(status.getMessage()).findFirst().orElse("It was just asked for."),
        spec.getDiff());
  }
}
