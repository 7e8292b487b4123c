package dev.rollguard.controller.fault;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.ControlCaches;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Observer;
import dev.rollguard.record.CheckRunWriter;
import dev.rollguard.record.Conditions;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.StatusWriter;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keeps the status of every Fault true. */
public final class FaultReconciler implements Reconciler<Fault> {
  private final Needs needs;
  private final FaultStory story;
  private final SimpleInboundEventSource<Fault> wakes = new SimpleInboundEventSource<>("wakes");

  public FaultReconciler(Needs needs) {
    this.needs = needs;
    this.story = new FaultStory(needs.audit());
  }

  /**
   * What the controller needs from outside.
   *
   * @param namespace where the runs live that verify a fault
   */
  public record Needs(
      Caches caches,
      ControlCaches controls,
      Facts facts,
      StatusWriter statuses,
      EventRecorder events,
      AuditLog audit,
      CheckRunWriter runs,
      String namespace,
      InstantSource clock,
      BooleanSupplier leading) {}

  @Override
  public List<EventSource<?, Fault>> prepareEventSources(EventSourceContext<Fault> context) {
    return List.of(wakes);
  }

  @Override
  public UpdateControl<Fault> reconcile(Fault fault, Context<Fault> context) {
    if (!needs.leading().getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    var view = observe(fault);
    var before = fault.getStatus().getConditions();
    var generation = Optional.ofNullable(fault.getMetadata().getGeneration()).orElse(0L);
    var status = FaultStatuses.of(view, before, generation);
    if (needs.statuses().write(fault, status).isPresent()) {
      story.tell(fault, view, fault.getStatus(), status);
      tell(fault, view, before);
    }
    view.resolution()
        .wanted(view.now())
        .forEach(run -> needs.runs().create(subject(fault), run, Map.of()));
    return view.resolution()
        .lookAgainAt(view.now())
        .map(t -> Duration.between(view.now(), t).plusMillis(5))
        .filter(Duration::isPositive)
        .map(d -> UpdateControl.<Fault>noUpdate().rescheduleAfter(d))
        .orElseGet(UpdateControl::noUpdate);
  }

  private void tell(
      Fault fault,
      FaultStatuses.View view,
      List<io.fabric8.kubernetes.api.model.Condition> before) {
    var wasOpen = Conditions.isTrue(before, ConditionTypes.OPEN);
    if (view.open() != wasOpen) {
      needs
          .events()
          .record(
              fault,
              view.open() ? EventRecorder.Type.Warning : EventRecorder.Type.Normal,
              view.open() ? "FaultOpened" : "FaultClosed",
              view.open()
                  ? "Changes in datacenter %s are held.".formatted(fault.getSpec().getDatacenter())
                  : "Resolved and quiet; it holds no change any more.");
    }
  }

  private CheckRunWriter.Subject subject(Fault fault) {
    return new CheckRunWriter.Subject(
        needs.namespace(),
        fault,
        CheckPurpose.Verification,
        spec -> {
          var ref = new ObjectRef();
          ref.setName(fault.getMetadata().getName());
          spec.setFaultRef(ref);
        });
  }

  private FaultStatuses.View observe(Fault fault) {
    var now = needs.clock().instant();
    var fact = needs.facts().fault(fault, now);
    var annotations = Optional.ofNullable(fault.getMetadata().getAnnotations()).orElse(Map.of());
    var windows = minding(fault, fact.severity());
    return new FaultStatuses.View(
        new Resolution(fact, windows),
        annotations.getOrDefault(Labels.OPENED_BY, ""),
        Optional.ofNullable(annotations.get(Labels.RESOLVED_BY)),
        windows.stream().map(WindowFact::zone).findFirst().orElse(ZoneOffset.UTC),
        blocked(fault),
        overrides(fault, fact, now),
        now);
  }

  /**
   * Those in force in the datacenter, and those under which changes passed while the fault was
   * open.
   */
  private List<BreakGlassFact> overrides(
      Fault fault, dev.rollguard.core.gate.FaultFact fact, Instant now) {
    var datacenter = fault.getSpec().getDatacenter();
    return needs.controls().allBreakGlasses().stream()
        .filter(b -> datacenter.equals(b.getStatus().getDatacenter()))
        .filter(b -> passedSomething(b) || needs.controls().fact(b).activeAt(now))
        .map(needs.controls()::fact)
        .filter(b -> b.activeUntil().isAfter(fact.since()))
        .filter(b -> fact.resolvedTime().filter(b.createdTime()::isAfter).isEmpty())
        .sorted(Comparator.comparing(BreakGlassFact::name))
        .toList();
  }

  private static boolean passedSomething(BreakGlass glass) {
    var released = glass.getStatus().getReleasedChanges();
    return released != null && released > 0;
  }

  private List<WindowFact> minding(Fault fault, dev.rollguard.core.gate.Severity severity) {
    return needs.caches().windows(fault.getSpec().getDatacenter()).stream()
        .map(needs.facts()::window)
        .filter(w -> severity.compareTo(w.minSeverity()) >= 0)
        .toList();
  }

  private int blocked(Fault fault) {
    var title = "Fault/" + fault.getMetadata().getName() + " ";
    return (int)
        needs.caches().activeChanges().all().stream()
            .filter(c -> Observer.state(c) == ChangeState.Held)
            .filter(c -> fault.getSpec().getDatacenter().equals(c.getSpec().getDatacenter()))
            .filter(c -> names(c, title))
            .count();
  }

  private static boolean names(Change change, String title) {
    return change.getStatus().getGates().stream().anyMatch(g -> g.contains(title));
  }

  /** Looks again at one fault. */
  public void wake(String name) {
    wakes.propagateEvent(new ResourceID(name));
  }
}
