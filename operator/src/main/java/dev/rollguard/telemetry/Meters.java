package dev.rollguard.telemetry;

import dev.rollguard.controller.change.RolloutMeters;
import dev.rollguard.core.gate.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** Every meter of the operator. Labels have few values: no workload, user or fault names. */
public final class Meters implements RolloutMeters {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer release =
      Timer.builder("rollguard.release.duration")
          .description("Time from the decision to release until the Deployment is unpaused.")
          .publishPercentiles(0.5, 0.99)
          .register(registry);
  private final Counter pausedByFault =
      Counter.builder("rollguard.rollouts.stopped.by.fault")
          .description("Rollouts in motion that were paused or rolled back because a fault opened.")
          .register(registry);
  private final Counter unguarded =
      Counter.builder("rollguard.rollouts.unguarded")
          .description("Rollouts that started without being held and were paused.")
          .register(registry);

  @Override
  public void held(Reason reason) {
    counter("rollguard.holds", "Times a rollout was held or held for another reason.", reason);
  }

  @Override
  public void released(Reason reason) {
    counter("rollguard.releases", "Rollouts released, by reason.", reason);
  }

  private void counter(String name, String description, Reason reason) {
    Counter.builder(name)
        .description(description)
        .tag("reason", reason.name())
        .register(registry)
        .increment();
  }

  @Override
  public void releaseTook(long nanos) {
    release.record(Duration.ofNanos(nanos));
  }

  @Override
  public void pausedByFault() {
    pausedByFault.increment();
  }

  @Override
  public void unguarded() {
    unguarded.increment();
  }

  /** A write to an admission policy or binding. */
  public void policyWritten(String verb) {
    Counter.builder("rollguard.policy.writes")
        .description("Writes to admission policies and bindings, by verb.")
        .tag("verb", verb)
        .register(registry)
        .increment();
  }

  /** Counts what is held at the moment of the scrape. */
  public void heldChanges(Supplier<Number> count) {
    Gauge.builder("rollguard.changes.held", count)
        .description("Changes that are held at this moment.")
        .register(registry);
  }

  /** For the controller framework's own meters. */
  public MeterRegistry registry() {
    return registry;
  }

  /** In the text format of Prometheus. */
  public String scrape() {
    return registry.scrape();
  }
}
