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

  /**
   * Whether the run is one of these checks, with what the window gives it. The operator adds what
   * only it knows. Who else runs them may add nothing: an argument of one's own choice could turn
   * the check to something that is well.
   */
  boolean isMetBy(RunFact run) {
    return run.template().equals(template)
        && (run.byOperator()
            ? run.args().entrySet().containsAll(args.entrySet())
            : run.args().equals(args));
  }
}
