package dev.rollguard.core.change;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Evidence;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.WindowFact;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A Deployment as it was observed, with all that decides about it.
 *
 * @param held whether it carries the hold's label
 * @param ownPause whether its owner paused it
 * @param requestedTime the hold's stamp; empty when there is none
 * @param active its unfinished Changes
 * @param covering the windows that cover it, in any mode
 * @param windowsOfDatacenter names of all windows of its datacenter, covering it or not
 * @param holdsInDatacenter whether any window of its datacenter holds
 * @param canaries what runs as its canary, if anything
 */
public record Situation(
    Instant now,
    String namespace,
    String name,
    String datacenter,
    boolean held,
    boolean paused,
    boolean ownPause,
    String templateHash,
    String requestedTime,
    RolloutStatus status,
    List<ChangeFact> active,
    List<WindowFact> covering,
    Set<String> windowsOfDatacenter,
    boolean holdsInDatacenter,
    List<FaultFact> faults,
    Canaries canaries) {

  /** The windows whose gates count. A window in mode Warn only records. */
  public List<WindowFact> gating() {
    return covering.stream().filter(w -> w.mode() != Mode.Warn).toList();
  }

  /** What the gates say to the rollout of a Change. */
  public Decision decide(ChangeFact change) {
    return Gates.decide(now, rollout(change), gating(), faults);
  }

  /** The rollout of a Change as the gates see it. */
  public RolloutFact rollout(ChangeFact change) {
    return rollout(
        change.type(),
        new Evidence(
            change.templateHash(),
            change.runs(),
            change.canary(),
            CanaryPlan.serves(this, change),
            canaries.isOne()));
  }

  /** A rollout without a record, so without evidence, as the gates see it. */
  public RolloutFact rollout(ChangeType type) {
    return rollout(type, Evidence.none(templateHash, canaries.isOne()));
  }

  private RolloutFact rollout(ChangeType type, Evidence evidence) {
    return new RolloutFact(namespace, name, datacenter, type, ownPause, evidence);
  }
}
