package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.log.Keys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what a run that has ended left behind: Jobs that still run. Fails open. */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Preparations preparations;

  Leftovers(Preparations preparations) {
    this.preparations = preparations;
  }

  void remove(CheckRun run) {
    var started = Moments.parse(run.getStatus().getStartTime());
    if (started.isEmpty()) {
      return;
    }
    for (Blueprint blueprint : preparations.blueprints(run)) {
      var check = Course.status(run.getStatus().getChecks(), blueprint.name());
      if (check.getVerdict() == null) {
        var index = Course.tally(check).taken();
        remove(
            blueprint, new Probe.Shot(run, blueprint.name(), index, started.get(), started.get()));
      }
    }
  }

  private static void remove(Blueprint blueprint, Probe.Shot shot) {
    try {
      blueprint.binding().abandon(shot);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue(Keys.OBJECT, "CheckRun/" + shot.run().getMetadata().getName())
          .addKeyValue(Keys.ERROR, e.getMessage())
          .log("A Job of an ended run was not deleted; it ends by its own deadline.");
    }
  }
}
