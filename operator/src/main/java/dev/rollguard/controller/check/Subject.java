package dev.rollguard.controller.check;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;

/** What a run is about. */
sealed interface Subject {
  /**
   * A Change that has not ended, or a Fault whose resolution is to be verified.
   *
   * @param title as it stands in messages
   * @param owner with which the run goes
   * @param templateHash the pod template that evidence must be about; empty for a Fault
   * @param args what the operator supplies
   */
  record Ongoing(String title, OwnerReference owner, String templateHash, Map<String, String> args)
      implements Subject {}

  /**
   * Nothing that needs evidence.
   *
   * @param why one sentence
   */
  record Ended(String why) implements Subject {}
}
