package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.Comparison;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.NoDataPolicy;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import dev.rollguard.core.schedule.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a check takes its samples; what is not said depends on its kind. Pure. */
final class Paces {
  private Paces() {}

  static Pace of(Check check) throws InvalidCheckException {
    var comparison = comparison(check);
    var delay = duration("initialDelay", check.getInitialDelay(), Defaults.INITIAL_DELAY);
    var interval = interval(check);
    var count = count(check, comparison);
    var compares = comparison != null;
    return new Pace(
        compares ? delay.plus(interval.multipliedBy(count)) : delay,
        interval,
        compares ? 1 : count,
        duration(
            "timeout",
            check.getTimeout(),
            check.getJob() == null ? Defaults.TIMEOUT : Defaults.JOB_TIMEOUT),
        or(check.getFailureLimit(), Defaults.FAILURE_LIMIT),
        or(check.getInconclusiveLimit(), Defaults.INCONCLUSIVE_LIMIT),
        check.getNoData() == NoDataPolicy.Fail);
  }

  static Duration interval(Check check) throws InvalidCheckException {
    return duration("interval", check.getInterval(), Defaults.INTERVAL);
  }

  /** How long a comparison looks: it is judged once, when all of it has happened. */
  static Duration observed(Check check) throws InvalidCheckException {
    return interval(check).multipliedBy(count(check, comparison(check)));
  }

  private static int count(Check check, @Nullable Comparison comparison) {
    if (check.getJob() != null) {
      return or(check.getCount(), Defaults.JOB_COUNT);
    }
    return or(
        check.getCount(),
        comparison == null ? Defaults.COUNT : or(comparison.getMinSamples(), Defaults.MIN_SAMPLES));
  }

  private static @Nullable Comparison comparison(Check check) {
    return check.getPrometheus() == null ? null : check.getPrometheus().getCompare();
  }

  private static int or(@Nullable Integer number, int fallback) {
    return number == null ? fallback : number;
  }

  private static Duration duration(String field, @Nullable String text, String fallback)
      throws InvalidCheckException {
    try {
      return Durations.parse(text == null ? fallback : text);
    } catch (IllegalArgumentException e) {
      throw new InvalidCheckException(field + ": " + e.getMessage());
    }
  }
}
