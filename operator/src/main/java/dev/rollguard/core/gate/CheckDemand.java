package dev.rollguard.core.gate;

import java.util.Map;

/**
 * Checks that a window wants to see passed.
 *
 * @param template name of the CheckTemplate
 * @param args what the window gives it
 */
public record CheckDemand(String template, Map<String, String> args) {

  /** As it stands in messages. */
  String title() {
    return "CheckTemplate/" + template;
  }

  /** Whether the run is one of these checks: whatever the window gives, the run was given too. */
  boolean isMetBy(RunFact run) {
    return run.template().equals(template) && run.args().entrySet().containsAll(args.entrySet());
  }
}
