package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.Comparison;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.PrometheusCheck;
import dev.rollguard.core.check.Comparing;
import dev.rollguard.core.check.Direction;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import dev.rollguard.core.check.Placeholders;
import dev.rollguard.core.check.ValueRule;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.provider.CallFailedException;
import dev.rollguard.provider.Prometheus;
import dev.rollguard.provider.Server;
import dev.rollguard.provider.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks that ask a Prometheus: for a value now, or for two series to compare. */
final class PrometheusKind implements Blueprint.Kind {
  private final Prometheus prometheus;
  private final Servers servers;

  PrometheusKind(Prometheus prometheus, Servers servers) {
    this.prometheus = prometheus;
    this.servers = servers;
  }

  @Override
  public Binding compile(Check check, Pace pace) throws InvalidCheckException {
    var spec = Objects.requireNonNull(check.getPrometheus());
    var source = servers.of(spec);
    var comparison = spec.getCompare();
    if (comparison != null) {
      return compare(check, spec.getQuery(), comparison, new Asked(source, pace));
    }
    var rule = rule(spec);
    return given -> {
      var query = Placeholders.fillQuery(spec.getQuery(), given.args());
      return shot ->
          asking(
              source,
              server -> rule.judge(prometheus.instant(server, query, shot.at(), pace.timeout())));
    };
  }

  private record Asked(Servers.Source source, Pace pace) {}

  private static ValueRule rule(PrometheusCheck spec) throws InvalidCheckException {
    if (spec.getPass() == null) {
      throw new InvalidCheckException("prometheus needs pass or compare; add one of them.");
    }
    return ValueRule.compile(spec.getPass(), spec.getFail());
  }

  /** Judged once, over all that was to be observed: to look again and again is to look for luck. */
  private Binding compare(Check check, String query, Comparison comparison, Asked asked)
      throws InvalidCheckException {
    var comparing = comparing(comparison);
    var observed = Paces.observed(check);
    var interval = Paces.interval(check);
    var pace = asked.pace();
    return given -> {
      var canary = Placeholders.fillQuery(query, given.args());
      var baseline = Placeholders.fillQuery(comparison.getBaselineQuery(), given.args());
      return shot -> {
        var until = shot.started().plus(pace.initialDelay());
        var span = new Span(until.minus(observed), until, interval);
        return asking(
            asked.source(),
            server ->
                comparing.judge(
                    prometheus.range(server, baseline, span, pace.timeout()),
                    prometheus.range(server, canary, span, pace.timeout())));
      };
    };
  }

  private static Comparing comparing(Comparison comparison) throws InvalidCheckException {
    var direction = Objects.requireNonNullElse(comparison.getDirection(), Defaults.DIRECTION);
    try {
      return new Comparing(
          Direction.valueOf(direction.name()),
          number(comparison.getConfidence(), Defaults.CONFIDENCE),
          number(comparison.getMinEffect(), Defaults.MIN_EFFECT),
          Objects.requireNonNullElse(comparison.getMinSamples(), Defaults.MIN_SAMPLES));
    } catch (IllegalArgumentException e) {
      throw new InvalidCheckException(
          "compare needs confidence between 0 and 1, minEffect from 0 and minSamples from 1, as numbers.");
    }
  }

  private static double number(@Nullable String text, String fallback) {
    return Double.parseDouble(text == null ? fallback : text);
  }

  private interface Question {
    Finding ask(Server server) throws CallFailedException, InterruptedException;
  }

  /** What could not be asked was not measured. */
  private static Finding asking(Servers.Source source, Question question)
      throws InterruptedException {
    try {
      return question.ask(source.server());
    } catch (CallFailedException | UnreadableSecretException e) {
      return new Finding(Outcome.NoData, String.valueOf(e.getMessage()));
    }
  }
}
