package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;

/** All kinds of checks. */
record Kinds(Blueprint.Kind prometheus, Blueprint.Kind http, Blueprint.Kind job)
    implements Blueprint.Kind {

  @Override
  public Binding compile(Check check, Pace pace) throws InvalidCheckException {
    if (check.getPrometheus() != null) {
      return prometheus.compile(check, pace);
    }
    if (check.getHttp() != null) {
      return http.compile(check, pace);
    }
    if (check.getJob() != null) {
      return job.compile(check, pace);
    }
    throw new InvalidCheckException(
        "a check must have one of prometheus, http and job; add one of them.");
  }
}
