package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.observe.Workload;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Decides about every Deployment whose rollout is asked for or in motion. */
public final class ChangeReconciler implements Reconciler<Workload> {
  /** A held rollout is decided about again at least this often, whatever events were missed. */
  static final Duration RECHECK = Duration.ofMinutes(1);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MAX_PASSES = 6;

  private final Steps steps;
  private final Holds holds;
  private final InstantSource clock;
  private final SimpleInboundEventSource<Workload> wakes = new SimpleInboundEventSource<>("wakes");
  private final WorkloadCache workloads;
  private final Twins twins;
  private final Recreations recreations;

  ChangeReconciler(Parts parts, InstantSource clock) {
    this.steps = parts.steps();
    this.holds = parts.holds();
    this.workloads = parts.workloads();
    this.twins = parts.twins();
    this.recreations = parts.recreations();
    this.clock = clock;
  }

  /** What this class works with. */
  record Parts(
      Steps steps, Holds holds, WorkloadCache workloads, Twins twins, Recreations recreations) {}

  @Override
  public List<EventSource<?, Workload>> prepareEventSources(EventSourceContext<Workload> context) {
    workloads.fill(context.getPrimaryCache());
    return List.of(wakes);
  }

  @Override
  public UpdateControl<Workload> reconcile(Workload cached, Context<Workload> context) {
    if (isCloneOrCanary(cached)) {
      return UpdateControl.noUpdate();
    }
    if (cached.healthySince().isPresent()) {
      wakeNamesakes(cached);
    }
    twins.look(cached);
    if (cached.getSpec().isPaused() && !cached.isHeld()) {
      wakeWaiting(cached);
    }
    steps.settle(cached);
    if (holds.behind(cached)) {
      return UpdateControl.noUpdate();
    }
    var workload = cached;
    for (var pass = 0; pass < MAX_PASSES; pass++) {
      switch (steps.pass(workload)) {
        case Steps.Result.Done done -> {
          return until(workload, done.retryAt());
        }
        case Steps.Result.Again again -> workload = again.workload();
      }
    }
    return UpdateControl.<Workload>noUpdate().rescheduleAfter(SOON);
  }

  /** In other datacenters they may wait until this one is healthy. */
  private void wakeNamesakes(Workload healthy) {
    workloads.named(healthy.getMetadata().getName()).stream()
        .filter(Workload::isHeld)
        .filter(w -> !w.getMetadata().getUid().equals(healthy.getMetadata().getUid()))
        .forEach(w -> wakes.propagateEvent(ResourceID.fromResource(w)));
  }

  /** Where turns are taken a rollout that its owner pauses gives its own away. */
  private void wakeWaiting(Workload paused) {
    steps
        .turnsIn(paused)
        .ifPresent(dc ->
            workloads
                .all(w -> w.isHeld() && dc.equals(steps.datacenter(w)))
                .forEach(w -> wakes.propagateEvent(ResourceID.fromResource(w))));
  }

  /** A clone has no rollout of its own; whose canary something is wants to know how it does. */
  private boolean isCloneOrCanary(Workload workload) {
    var namespace = workload.getMetadata().getNamespace();
    Stream.of(workload.getCanaryOf(), workload.getCanaryFor())
        .filter(main -> !main.isEmpty())
        .forEach(main -> wake(namespace, main));
    return !workload.getCanaryOf().isEmpty();
  }

  private UpdateControl<Workload> until(Workload workload, Optional<Instant> retryAt) {
    var now = clock.instant();
    var recheck = workload.isHeld() ? Optional.of(now.plus(RECHECK)) : Optional.<Instant>empty();
    return retryAt
        .filter(t -> recheck.isEmpty() || t.isBefore(recheck.get()))
        .or(() -> recheck)
        .map(t -> Duration.between(now, t).plusMillis(5))
        .map(d -> UpdateControl.<Workload>noUpdate().rescheduleAfter(d.isNegative() ? SOON : d))
        .orElseGet(UpdateControl::noUpdate);
  }

  /** Looks again at every Deployment that may be held or stopped and that the test accepts. */
  public void wake(Predicate<Workload> test) {
    workloads
        .all(w -> (w.isHeld() || !w.rollout().complete()) && test.test(w))
        .forEach(w -> wakes.propagateEvent(ResourceID.fromResource(w)));
  }

  /** An unfinished Change was deleted. */
  public void deleted(Change change) {
    recreations.deleted(change);
  }

  /** Looks again at one Deployment. */
  public void wake(String namespace, String name) {
    wakes.propagateEvent(new ResourceID(name, namespace));
  }

  /** Whether an update of a Deployment may change what is to be done about it. */
  public static boolean matters(Workload after, Workload before) {
    return !signature(after).equals(signature(before));
  }

  private static List<Object> signature(Workload workload) {
    var rollout = workload.rollout();
    return List.of(
        workload.getSpec().getTemplateHash(),
        workload.getSpec().isPaused(),
        workload.isOwnPause(),
        workload.getMetadata().getLabels(),
        workload.getRequestedBy(),
        workload.getRequestedAt(),
        rollout.complete(),
        rollout.inMotion(),
        rollout.stuck(),
        rollout.untold(),
        workload.healthySince());
  }
}
