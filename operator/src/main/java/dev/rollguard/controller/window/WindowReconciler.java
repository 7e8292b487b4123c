package dev.rollguard.controller.window;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.ControlCaches;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Observer;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Keeps the status of every ChangeWindow true. */
public final class WindowReconciler implements Reconciler<ChangeWindow> {

  /** Where the window controller learns whether the API server enforces a window. */
  public interface EnforcementSource {
    Enforcement of(ChangeWindow window);
  }

  /**
   * Whether the API server enforces a window.
   *
   * @param reason one CamelCase word
   * @param message one sentence
   */
  public record Enforcement(boolean enforced, String reason, String message) {}

  private final Caches caches;
  private final ControlCaches controls;
  private final Facts facts;
  private final EnforcementSource enforcement;
  private final StatusWriter statuses;
  private final EventRecorder events;
  private final InstantSource clock;
  private final BooleanSupplier leading;
  private final SimpleInboundEventSource<ChangeWindow> wakes =
      new SimpleInboundEventSource<>("wakes");

  public WindowReconciler(Needs needs) {
    this.caches = needs.caches();
    this.controls = needs.controls();
    this.facts = needs.facts();
    this.enforcement = needs.enforcement();
    this.statuses = needs.statuses();
    this.events = needs.events();
    this.clock = needs.clock();
    this.leading = needs.leading();
  }

  /** What the controller needs from outside. */
  public record Needs(
      Caches caches,
      ControlCaches controls,
      Facts facts,
      EnforcementSource enforcement,
      StatusWriter statuses,
      EventRecorder events,
      InstantSource clock,
      BooleanSupplier leading) {}

  @Override
  public List<EventSource<?, ChangeWindow>> prepareEventSources(
      EventSourceContext<ChangeWindow> context) {
    return List.of(wakes);
  }

  @Override
  public UpdateControl<ChangeWindow> reconcile(ChangeWindow window, Context<ChangeWindow> context) {
    if (!leading.getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    var view = observe(window);
    var before = window.getStatus().getConditions();
    var status = WindowStatuses.of(view, before, generation(window));
    tell(window, before, Conditions.isTrue(status.getConditions(), ConditionTypes.STALLED));
    statuses.write(window, status);
    return retryAt(view)
        .map(t -> Duration.between(view.now(), t).plusMillis(5))
        .filter(Duration::isPositive)
        .map(d -> UpdateControl.<ChangeWindow>noUpdate().rescheduleAfter(d))
        .orElseGet(UpdateControl::noUpdate);
  }

  private static long generation(ChangeWindow window) {
    return Optional.ofNullable(window.getMetadata().getGeneration()).orElse(0L);
  }

  private void tell(
      ChangeWindow window,
      List<io.fabric8.kubernetes.api.model.Condition> before,
      boolean stalled) {
    if (stalled && !Conditions.isTrue(before, ConditionTypes.STALLED)) {
      var calendar = facts.window(window).calendar();
      if (calendar instanceof WindowFact.Calendar.Unreadable unreadable) {
        events.record(window, EventRecorder.Type.Warning, "InvalidSchedule", unreadable.message());
      }
    }
  }

  private WindowView observe(ChangeWindow window) {
    var now = clock.instant();
    var name = window.getMetadata().getName();
    var datacenter = window.getSpec().getDatacenter();
    var covered =
        caches.activeChanges().all().stream()
            .filter(c -> c.getStatus().getWindows().contains(name))
            .filter(c -> !Observer.finished(c))
            .toList();
    var seen = enforcement.of(window);
    return new WindowView(
        facts.window(window),
        datacenter,
        facts.faults(caches.faults(datacenter), datacenter, now),
        covered.stream().filter(c -> Observer.state(c) == ChangeState.Held).toList(),
        covered.stream().filter(WindowReconciler::unguarded).count(),
        new WindowView.EnforcementView(seen.enforced(), seen.reason(), seen.message()),
        overrides(datacenter, now),
        now);
  }

  /** Those in force for the datacenter or for a change in it. */
  private List<BreakGlassFact> overrides(String datacenter, Instant now) {
    return controls.breakGlasses().stream()
        .filter(b -> b.activeAt(now))
        .filter(b -> datacenter.equals(b.datacenter()) || names(b, datacenter))
        .sorted(Comparator.comparing(BreakGlassFact::name))
        .toList();
  }

  private boolean names(BreakGlassFact override, String datacenter) {
    var path = override.change().split("/", 2);
    return path.length == 2
        && caches
            .activeChanges()
            .find(path[0], path[1])
            .filter(c -> datacenter.equals(c.getSpec().getDatacenter()))
            .isPresent();
  }

  private static boolean unguarded(Change change) {
    return Conditions.isTrue(change.getStatus().getConditions(), ConditionTypes.UNGUARDED);
  }

  /** The next moment at which the status changes by the passing of time. */
  private static Optional<Instant> retryAt(WindowView view) {
    var schedule =
        view.window().calendar() instanceof WindowFact.Calendar.Readable readable
            ? Stream.concat(
                readable.schedule().nextOpen(view.now()).stream(),
                readable.schedule().nextClose(view.now()).stream())
            : Stream.<Instant>empty();
    var overrides = view.overrides().stream().map(BreakGlassFact::activeUntil);
    return Stream.of(schedule, WindowStatuses.outlook(view).retryAt().stream(), overrides)
        .flatMap(s -> s)
        .min(Instant::compareTo);
  }

  /** Looks again at one window. */
  public void wake(String name) {
    wakes.propagateEvent(new ResourceID(name));
  }
}
