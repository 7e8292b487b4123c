package dev.rollguard.controller.window;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.WindowFact;
import java.time.Instant;
import java.util.List;

/**
 * All that a window's status tells about.
 *
 * @param faults of its datacenter
 * @param held Changes that this window covers and that are held
 * @param overrides in force in the datacenter
 * @param unguarded how many unfinished Changes came in without being held
 */
record WindowView(
    WindowFact window,
    String datacenter,
    List<FaultFact> faults,
    List<Change> held,
    long unguarded,
    EnforcementView enforcement,
    List<BreakGlassFact> overrides,
    Instant now) {

  /**
   * Whether the API server enforces the window.
   *
   * @param reason CamelCase word
   */
  record EnforcementView(boolean enforced, String reason, String message) {}
}
