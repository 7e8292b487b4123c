package dev.rollguard.telemetry;

import dev.rollguard.controller.change.RolloutMeters;
import dev.rollguard.controller.check.CheckMeters;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every meter of the operator. Labels have few values: no workload, user or fault names. */
public final class Meters implements RolloutMeters, CheckMeters {
  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

  /** What held Changes are counted by. */
  public record Held(String datacenter, String reason) {}

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
  private final MultiGauge heldNow =
      MultiGauge.builder("rollguard.changes.held")
          .description("Changes that are held at this moment, by datacenter and first reason.")
          .register(registry);
  private volatile Supplier<Map<Held, Long>> heldChanges = Map::of;
  private volatile Supplier<Duration> clockOffset = () -> Duration.ZERO;
  private volatile BooleanSupplier riskRulesValid = () -> false;

  public Meters() {
    Gauge.builder("rollguard.clock.offset", this, m -> m.clockOffset.get().toMillis() / 1e3)
        .baseUnit("seconds")
        .description(
            "How far the API server's clock is ahead of the operator's machine; 0 within two seconds.")
        .register(registry);
    Gauge.builder("rollguard.risk.rules.valid", this, m -> m.riskRulesValid.getAsBoolean() ? 1 : 0)
        .description(
            "1 when the rules about risk that people wrote are in force; 0 when they were refused, and the last good ones count.")
        .register(registry);
  }

  @Override
  public void held(Reason reason) {
    count(
        "rollguard.holds",
        "Times a rollout was held or held for another reason.",
        "reason",
        reason.name());
  }

  @Override
  public void released(Reason reason) {
    count("rollguard.releases", "Rollouts released, by reason.", "reason", reason.name());
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

  @Override
  public void checkRunEnded(Outcome verdict) {
    count(
        "rollguard.check.runs",
        "Runs of checks that ended, by verdict.",
        "verdict",
        verdict.name());
  }

  /** A write to an admission policy or binding. */
  public void policyWritten(String verb) {
    count(
        "rollguard.policy.writes",
        "Writes to admission policies and bindings, by verb.",
        "verb",
        verb);
  }

  /** Counts what is held at the moment of the scrape. */
  public void heldChanges(Supplier<Map<Held, Long>> counts) {
    heldChanges = counts;
  }

  /** How far the API server's clock is ahead of this machine's. */
  public void clockOffset(Supplier<Duration> offset) {
    clockOffset = offset;
  }

  /** Whether the rules about risk are those that people wrote last. */
  public void riskRulesValid(BooleanSupplier valid) {
    riskRulesValid = valid;
  }

  /** Counts the reconciliations that failed and are tried again. */
  public Metrics controllers() {
    return new Metrics() {
      @Override
      public void reconciliationFailed(
          @Nullable HasMetadata resource,
          @Nullable RetryInfo retry,
          Exception failure,
          Map<String, Object> metadata) {
        count(
            "rollguard.reconcile.errors",
            "Reconciliations that failed and are tried again, by controller.",
            "controller",
            String.valueOf(metadata.get(Constants.CONTROLLER_NAME)));
      }
    };
  }

  /** In the text format of Prometheus. */
  public String scrape() {
    try {
      heldNow.register(
          heldChanges.get().entrySet().stream()
              .map(held -> row(held.getKey(), held.getValue()))
              .toList(),
          true);
    } catch (RuntimeException e) {
      LOG.warn("Held Changes could not be counted; the other metrics are served.", e);
    }
    return registry.scrape();
  }

  private static MultiGauge.Row<Number> row(Held held, long number) {
    return MultiGauge.Row.of(
        Tags.of("datacenter", held.datacenter(), "reason", held.reason()), number);
  }

  private void count(String name, String description, String label, String value) {
    Counter.builder(name).description(description).tag(label, value).register(registry).increment();
  }
}
