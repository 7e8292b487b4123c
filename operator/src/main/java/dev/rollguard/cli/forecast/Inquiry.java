package dev.rollguard.cli.forecast;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.cli.facts.BreakGlassFacts;
import dev.rollguard.cli.forecast.Forecast.GateView;
import dev.rollguard.core.gate.AfterDemand;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Control;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.ElsewhereFact;
import dev.rollguard.core.gate.ElsewhereFact.Peer;
import dev.rollguard.core.gate.Evidence;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.GateLine;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.Coverage;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Workload;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the gates about a rollout that nobody asked for yet: an ordinary update with a new image.
 * The windows that cover it, the facts and the gates are those of the operator.
 *
 * @param now when it would be asked for
 * @param changes the active ones
 * @param namesakes Deployments of its name, wherever they are; empty when nobody could see them
 */
public record Inquiry(
    Instant now,
    Subject subject,
    List<ChangeWindow> windows,
    List<Fault> faults,
    List<BreakGlass> overrides,
    List<Change> changes,
    Optional<List<Subject>> namesakes,
    Coverage coverage,
    Facts facts,
    Risk risk) {

  /**
   * The Deployment that would roll out.
   *
   * @param namespaceLabels of its Namespace
   */
  public record Subject(Workload workload, Map<String, String> namespaceLabels) {}

  /** The same, with what was read later. */
  public Inquiry with(List<Subject> others) {
    return new Inquiry(
        now,
        subject,
        windows,
        faults,
        overrides,
        changes,
        Optional.of(others),
        coverage,
        facts,
        risk);
  }

  /** The datacenter that the Deployment is in; empty when it is governed by none. */
  public String datacenter() {
    return coverage.datacenter(subject.workload(), subject.namespaceLabels());
  }

  /** The windows that cover it, in any mode. */
  private List<WindowFact> covering() {
    return windows.stream()
        .filter(
            w -> coverage.covers(w, subject.workload(), datacenter(), subject.namespaceLabels()))
        .map(facts::window)
        .sorted(Comparator.comparing(WindowFact::name))
        .toList();
  }

  public Forecast answer() {
    var covering = covering();
    var gating = covering.stream().filter(w -> w.mode() != Mode.Warn).toList();
    var decision = decide(gating);
    var metadata = subject.workload().getMetadata();
    return new Forecast(
        metadata.getNamespace(),
        metadata.getName(),
        datacenter(),
        now.toString(),
        decision.releases() && !isPaused(),
        refuses(gating),
        reason(decision),
        message(decision),
        until(decision),
        decision.lines().stream().map(Inquiry::view).toList(),
        warnings(covering),
        assumes(gating),
        covering.stream().map(WindowFact::zone).findFirst().orElse(ZoneOffset.UTC).getId());
  }

  /** As the planner does: who else wants to go is looked at only when nothing else holds. */
  private Decision decide(List<WindowFact> gating) {
    var known = known();
    var aside = decide(gating, known, new Control.Turn.Aside());
    if (!Trials.needsTurn(aside) || !Trials.onlyTurnHolds(aside)) {
      return aside;
    }
    var waits =
        new Control.Turn.Waits(new Others(changes, datacenter(), subject.workload()).facts());
    return decide(gating, known, waits);
  }

  private Decision decide(List<WindowFact> gating, List<FaultFact> known, Control.Turn turn) {
    return new Decision(
        gating.stream()
            .flatMap(w ->
                Gates.decide(now, rollout(turn, overridesOf(w)), List.of(w), known)
                    .lines()
                    .stream())
            .toList());
  }

  private RolloutFact rollout(Control.Turn turn, List<BreakGlassFact> letting) {
    var workload = subject.workload();
    var control =
        new Control(
            "", Requesters.NONE, now.toString(), risk, List.of(), letting, turn, elsewhere());
    return new RolloutFact(
        workload.getMetadata().getNamespace(),
        workload.getMetadata().getName(),
        datacenter(),
        ChangeType.Update,
        isPaused(),
        Evidence.none("", !workload.getCanaryFor().isEmpty()),
        control);
  }

  /** What the API server refuses nobody holds, so no override can let it through. */
  private List<BreakGlassFact> overridesOf(WindowFact window) {
    return window.mode() == Mode.Deny && isLetIn()
        ? List.of()
        : BreakGlassFacts.active(overrides, now);
  }

  /**
   * Whether no window of the datacenter has the API server hold it. What is held starts nothing, so
   * windows in mode Deny do not refuse it, and the operator asks them like the others.
   */
  private boolean isLetIn() {
    return windows.stream()
        .filter(w -> w.getSpec().getDatacenter().equals(datacenter()))
        .map(facts::window)
        .filter(w -> w.mode() == Mode.Hold)
        .allMatch(w -> w.followsSchedule() && isPassable(w));
  }

  /** By its schedule and the faults alone. */
  private boolean isPassable(WindowFact window) {
    var rollout = rollout(new Control.Turn.Aside(), List.of());
    return Gates.decide(now, rollout, List.of(window), known()).releases();
  }

  private List<FaultFact> known() {
    return facts.faults(faults, datacenter(), now);
  }

  /** Whoever paused it: where no hold did, nothing resumes it but somebody's own write. */
  private boolean isPaused() {
    var workload = subject.workload();
    return workload.isOwnPause() || (workload.getSpec().isPaused() && !workload.isHeld());
  }

  /** A Deployment that stays paused starts no rollout, and only those are refused. */
  private boolean refuses(List<WindowFact> gating) {
    return !isPaused()
        && isLetIn()
        && gating.stream().anyMatch(w -> w.mode() == Mode.Deny && !isPassable(w));
  }

  private String reason(Decision decision) {
    if (isPaused()) {
      return Reason.OwnPause.name();
    }
    if (decision.releases()) {
      return decision.releaseReason().name();
    }
    return decision.firstHold().map(h -> h.reason().name()).orElse(Reason.InternalError.name());
  }

  private String message(Decision decision) {
    if (isPaused() && decision.releases()) {
      return "It is paused by its owner, and nothing rolls out before somebody resumes it.";
    }
    return datacenter().isEmpty()
        ? "The Deployment is in no datacenter, so nothing governs it."
        : decision.lines().isEmpty() ? "No ChangeWindow holds it." : decision.message();
  }

  private static @Nullable String until(Decision decision) {
    var holds = decision.holds();
    return holds.stream().allMatch(h -> h.retryAt().isPresent())
        ? holds.stream()
            .flatMap(h -> h.retryAt().stream())
            .max(Instant::compareTo)
            .map(Instant::toString)
            .orElse(null)
        : null;
  }

  private static GateView view(GateLine line) {
    var verdict =
        switch (line.verdict()) {
          case Verdict.Pass p -> "passed";
          case Verdict.Exempt e -> "exempt";
          case Verdict.Hold h -> "held";
          case Verdict.Reject r -> "rejected";
        };
    return new GateView(line.window(), line.gate(), verdict, line.verdict().message());
  }

  private List<String> warnings(List<WindowFact> covering) {
    return covering.stream()
        .filter(w -> w.mode() == Mode.Warn)
        .map(w -> Map.entry(w, decide(List.of(w))))
        .filter(e -> !e.getValue().releases())
        .map(e -> "%s only warns: %s".formatted(e.getKey().title(), e.getValue().message()))
        .toList();
  }

  private List<String> assumes(List<WindowFact> gating) {
    var all = new ArrayList<String>();
    if (subject.workload().getMetadata().getUid() == null) {
      all.add("There is no such Deployment yet; it is taken as one without labels of its own.");
    }
    all.add("A change of the image only, that was neither tested nor approved yet.");
    if (gating.stream().anyMatch(w -> !w.demands().approvals().isEmpty())) {
      all.add("Risk %s; the operator computes it when it is asked for.".formatted(risk));
    }
    return List.copyOf(all);
  }

  /** The datacenters that come before its own. */
  public List<String> comesFirst() {
    return covering().stream()
        .flatMap(w -> w.demands().after().stream())
        .map(AfterDemand::datacenter)
        .distinct()
        .toList();
  }

  /** A new image runs nowhere yet, so only whether there is a Deployment of that name counts. */
  private List<ElsewhereFact> elsewhere() {
    return namesakes.stream()
        .flatMap(all -> comesFirst().stream().map(first -> elsewhere(first, all)))
        .toList();
  }

  private ElsewhereFact elsewhere(String first, List<Subject> all) {
    return new ElsewhereFact(
        first,
        all.stream()
            .filter(s -> first.equals(coverage.datacenter(s.workload(), s.namespaceLabels())))
            .map(s -> s.workload().getMetadata())
            .map(m -> new Peer(m.getNamespace(), m.getName(), false, Optional.empty(), Set.of()))
            .toList(),
        facts.faults(faults, first, now));
  }
}
