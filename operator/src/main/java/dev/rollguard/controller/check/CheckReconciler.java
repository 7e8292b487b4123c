package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.observe.CheckCaches;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Carries out every run of checks that has no verdict yet. */
public final class CheckReconciler implements Reconciler<CheckRun> {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final int MAX_PASSES = 6;

  private final RunSteps steps;
  private final CheckCaches checks;
  private final InstantSource clock;
  private final BooleanSupplier leading;
  private final SimpleInboundEventSource<CheckRun> wakes;

  CheckReconciler(RunSteps steps, Parts parts) {
    this.steps = steps;
    this.checks = parts.checks();
    this.clock = parts.clock();
    this.leading = parts.leading();
    this.wakes = parts.wakes();
  }

  record Parts(
      CheckCaches checks,
      InstantSource clock,
      BooleanSupplier leading,
      SimpleInboundEventSource<CheckRun> wakes) {}

  @Override
  public List<EventSource<?, CheckRun>> prepareEventSources(EventSourceContext<CheckRun> context) {
    return List.of(wakes);
  }

  @Override
  public UpdateControl<CheckRun> reconcile(CheckRun cached, Context<CheckRun> context) {
    var run = checks.newest(cached);
    for (var pass = 0; run.isPresent() && pass < MAX_PASSES; pass++) {
      if (!leading.getAsBoolean()) {
        return UpdateControl.noUpdate();
      }
      switch (steps.pass(run.get())) {
        case RunSteps.Result.Again(var written) -> run = checks.newest(written);
        case RunSteps.Result.WaitUntil(var time) -> {
          return after(Duration.between(clock.instant(), time).plusMillis(5));
        }
        case RunSteps.Result.Done done -> {
          return UpdateControl.noUpdate();
        }
      }
    }
    return run.isPresent() ? after(SOON) : UpdateControl.noUpdate();
  }

  private static UpdateControl<CheckRun> after(Duration wait) {
    return UpdateControl.<CheckRun>noUpdate()
        .rescheduleAfter(wait.isPositive() ? wait : Duration.ofMillis(1));
  }
}
