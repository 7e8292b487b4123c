package dev.rollguard.controller.check;

import dev.rollguard.controller.check.CheckRunStatuses.Reason;
import java.util.List;
import java.util.Map;

/** Whether the checks of a run can be carried out. */
sealed interface Preparation {
  /**
   * They can.
   *
   * @param probes by the names of the checks
   */
  record Ready(List<Blueprint> blueprints, Map<String, Probe> probes) implements Preparation {}

  /**
   * Not before a person has mended something.
   *
   * @param sentence what
   */
  record Stalled(Reason reason, String sentence) implements Preparation {}
}
