package dev.rollguard.controller.breakglass;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.audit.AuditAction;
import dev.rollguard.audit.AuditDraft;
import dev.rollguard.audit.AuditEntry;
import dev.rollguard.audit.AuditLog;
import dev.rollguard.observe.Caches;
import dev.rollguard.observe.ControlCaches;
import dev.rollguard.observe.Observer;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.EventRecorder.Type;
import dev.rollguard.record.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Keeps the status of every override true. */
public final class BreakGlassReconciler implements Reconciler<BreakGlass> {
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final Duration SOON = Duration.ofMillis(200);

  private final Needs needs;
  private final SimpleInboundEventSource<BreakGlass> wakes =
      new SimpleInboundEventSource<>("wakes");

  public BreakGlassReconciler(Needs needs) {
    this.needs = needs;
  }

  /** What the controller needs from outside. */
  public record Needs(
      Caches caches,
      ControlCaches controls,
      StatusWriter statuses,
      EventRecorder events,
      AuditLog audit,
      InstantSource clock,
      BooleanSupplier leading) {}

  @Override
  public List<EventSource<?, BreakGlass>> prepareEventSources(
      EventSourceContext<BreakGlass> context) {
    return List.of(wakes);
  }

  @Override
  public UpdateControl<BreakGlass> reconcile(BreakGlass cached, Context<BreakGlass> context) {
    var glass = newest(cached);
    if (!needs.leading().getAsBoolean() || ControlCaches.hasEnded(glass)) {
      return UpdateControl.noUpdate();
    }
    var now = needs.clock().instant();
    var fact = needs.controls().fact(glass);
    var before = glass.getStatus().getState();
    var status =
        BreakGlassStatuses.of(new BreakGlassStatuses.View(glass, fact, change(glass), now));
    try {
      if (needs.statuses().writeOver(glass, status).isPresent() && status.getState() != before) {
        tell(glass, BreakGlassStatuses.state(fact, now), String.valueOf(status.getSummary()));
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT && e.getCode() != INVALID) {
        throw e;
      }
      return UpdateControl.<BreakGlass>noUpdate().rescheduleAfter(SOON); // something passed
    }
    return fact.activeAt(now)
        ? UpdateControl.<BreakGlass>noUpdate()
            .rescheduleAfter(Duration.between(now, fact.activeUntil()).plusMillis(5))
        : UpdateControl.noUpdate();
  }

  /** Whoever woke us has seen what passed; the controller's own cache may not have yet. */
  private BreakGlass newest(BreakGlass cached) {
    return needs
        .controls()
        .breakGlass(cached.getMetadata().getName())
        .filter(b -> version(b) > version(cached))
        .orElse(cached);
  }

  private static long version(BreakGlass glass) {
    return Long.parseLong(glass.getMetadata().getResourceVersion());
  }

  private Optional<Change> change(BreakGlass glass) {
    var ref = glass.getSpec().getChangeRef();
    return ref == null
        ? Optional.empty()
        : needs
            .caches()
            .activeChanges()
            .find(ref.getNamespace(), ref.getName())
            .filter(c -> !Observer.finished(c));
  }

  private void tell(BreakGlass glass, BreakGlassState state, String summary) {
    switch (state) {
      case Unconfirmed -> say(glass, Type.Warning, AuditAction.BreakGlassOpened, summary);
      case Active -> say(glass, Type.Warning, AuditAction.BreakGlassConfirmed, summary);
      case Expired -> say(glass, Type.Normal, AuditAction.BreakGlassExpired, summary);
      case Lapsed -> say(glass, Type.Warning, AuditAction.BreakGlassLapsed, summary);
    }
  }

  /** The Event is called as the audit line is. */
  private void say(BreakGlass glass, Type type, AuditAction what, String summary) {
    needs.events().record(glass, type, what.name(), summary);
    needs.audit().write(() -> line(glass, what, summary));
  }

  private AuditDraft line(BreakGlass glass, AuditAction what, String summary) {
    var fact = needs.controls().fact(glass);
    var said = "%s Reason: %s".formatted(summary, fact.reason());
    var draft = AuditEntry.of(what, said).breakGlass(fact.name());
    var datacenter = glass.getStatus().getDatacenter();
    var named = datacenter == null ? fact.datacenter() : datacenter;
    var withPlace = named.isEmpty() ? draft : draft.datacenter(named);
    return switch (what) {
      case BreakGlassOpened -> withPlace.actor(fact.openedBy());
      case BreakGlassConfirmed -> withPlace.actor(fact.confirmedBy().orElse(""));
      default -> withPlace;
    };
  }

  /** Looks again at one override. */
  public void wake(String name) {
    wakes.propagateEvent(new ResourceID(name));
  }
}
