package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.core.check.InvalidCheckException;
import dev.rollguard.core.check.Pace;
import java.util.Map;

/**
 * A check of a template, compiled.
 *
 * @param name of the check
 */
record Blueprint(String name, Pace pace, Kind.Binding binding) {

  /** A kind of check. */
  interface Kind {
    /**
     * @throws InvalidCheckException with a sentence, when a person must mend the check
     */
    Binding compile(Check check, Pace pace) throws InvalidCheckException;

    /** What of a check does not depend on arguments, and waits for them. */
    interface Binding {
      /**
       * @throws InvalidCheckException with a sentence, when the check cannot be run with these
       */
      Probe bind(Given given) throws InvalidCheckException;

      /** Ends what an unfinished sample has left behind; must not throw for what is gone. */
      default void abandon(Probe.Shot shot) {}
    }

    /**
     * What a check is filled in with.
     *
     * @param namespace of the Deployment; empty for a Fault, which has none
     */
    record Given(Map<String, String> args, String namespace) {}
  }
}
