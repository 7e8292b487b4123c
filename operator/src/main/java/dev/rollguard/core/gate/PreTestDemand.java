package dev.rollguard.core.gate;

import java.time.Duration;

/**
 * A test that a template must have passed before it is rolled out.
 *
 * @param validFor how long a passed run counts
 * @param acceptsRuns whether a run by Rollguard counts
 * @param acceptsReports whether a test that ran elsewhere counts when it is reported
 */
public record PreTestDemand(
    CheckDemand check, Duration validFor, boolean acceptsRuns, boolean acceptsReports) {

  /** Whether the run may be evidence for a template with that hash. */
  boolean isMetBy(RunFact run, String templateHash) {
    return run.purpose() == Purpose.PreTest
        && (run.external() ? acceptsReports : acceptsRuns)
        && run.templateHash().equals(templateHash)
        && check.isMetBy(run);
  }
}
