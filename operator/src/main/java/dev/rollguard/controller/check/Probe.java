package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.core.check.Finding;
import java.time.Instant;

/** A check with its arguments filled in. */
interface Probe {
  /** Takes one sample; blocks until it has one, at most as long as the check's timeout allows. */
  Finding take(Shot shot) throws InterruptedException;

  /**
   * Which sample of what.
   *
   * @param check the name of the check
   * @param index how many samples were taken before; the same after a restart
   * @param started when the run began
   * @param at when the sample is taken
   */
  record Shot(CheckRun run, String check, int index, Instant started, Instant at) {
    String namespace() {
      return run.getMetadata().getNamespace();
    }

    boolean aboutFault() {
      return run.getSpec().getFaultRef() != null;
    }
  }
}
