package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.log.Keys;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.EventRecorder.Type;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a run ended: Event, log line and meter. Fails open. */
final class RunStory {
  private static final Logger LOG = LoggerFactory.getLogger(RunStory.class);
  private static final String EVENT = "CheckRunEnded";

  private final EventRecorder events;
  private final CheckMeters meters;

  RunStory(EventRecorder events, CheckMeters meters) {
    this.events = events;
    this.meters = meters;
  }

  void ended(CheckRun run, Finding finding) {
    LOG.atInfo()
        .addKeyValue(Keys.EVENT, EVENT)
        .addKeyValue(Keys.NAMESPACE, run.getMetadata().getNamespace())
        .addKeyValue(Keys.OBJECT, "CheckRun/" + run.getMetadata().getName())
        .addKeyValue(Keys.REASON, finding.outcome())
        .addKeyValue(Keys.TOLD, finding.message())
        .log("A run of checks has its verdict.");
    events.record(
        run,
        finding.outcome() == Outcome.Pass ? Type.Normal : Type.Warning,
        EVENT,
        "%s: %s".formatted(finding.outcome(), finding.message()));
    meters.checkRunEnded(finding.outcome());
  }
}
