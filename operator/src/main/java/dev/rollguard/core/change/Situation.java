package dev.rollguard.core.change;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Control;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Evidence;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.Trials;
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
 * @param around what else there is
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
    Canaries canaries,
    Around around) {

  /** The windows whose gates count. A window in mode Warn only records. */
  public List<WindowFact> gating() {
    return covering.stream().filter(w -> w.mode() != Mode.Warn).toList();
  }

  /**
   * What the gates say to the rollout of a Change. Only what nothing else holds waits for its turn;
   * the others step aside, so who they are is not even looked at.
   */
  public Decision decide(ChangeFact change) {
    var rollout = rollout(change);
    var aside = aside(change);
    if (rollout.control().turn() instanceof Control.Turn.Has || !isReady(change, aside)) {
      return aside;
    }
    var waits = new Control.Turn.Waits(around.neighbours().of(change));
    return Gates.decide(now, rollout.at(waits), gating(), faults);
  }

  /**
   * Whether nothing but its turn is missing, so that others which asked later let it go first. What
   * was replaced or taken back, and is not finished yet, keeps nobody waiting.
   */
  public boolean readyForTurn(ChangeFact change) {
    return held
        && Planner.matches(change, this)
        && !change.handling().isTakenBack()
        && isReady(change, aside(change));
  }

  /** What everything but the others says. */
  private Decision aside(ChangeFact change) {
    return Refusal.over(Gates.decide(now, rollout(change), gating(), faults), change, now);
  }

  private boolean isReady(ChangeFact change, Decision aside) {
    return Trials.needsTurn(aside) && onlyTurnHolds(change, aside);
  }

  /** Whether it could use a turn: a canary that its owner has to deploy first could not. */
  boolean onlyTurnHolds(ChangeFact change, Decision decision) {
    return Trials.onlyTurnHolds(decision) && !CanaryPlan.waitsForOwner(this, change, decision);
  }

  /** The rollout of a Change as the gates see it. */
  public RolloutFact rollout(ChangeFact change) {
    return rollout(
        change.type(),
        control(change),
        new Evidence(
            change.templateHash(),
            change.runs(),
            change.canary(),
            CanaryPlan.serves(this, change),
            canaries.isOne()));
  }

  /** A rollout without a record, so without evidence, as the gates see it. */
  public RolloutFact rollout(ChangeType type) {
    return rollout(type, unrecorded(), Evidence.none(templateHash, canaries.isOne()));
  }

  private RolloutFact rollout(ChangeType type, Control control, Evidence evidence) {
    return new RolloutFact(namespace, name, datacenter, type, ownPause, evidence, control);
  }

  private Control control(ChangeFact change) {
    var handling = change.handling();
    return new Control(
        namespace + "/" + change.name(),
        handling.requesters(),
        change.inLineSince(),
        handling.risk(),
        handling.approvals(),
        around.breakGlasses(),
        handling.turnTime().isPresent() ? new Control.Turn.Has() : new Control.Turn.Aside(),
        around.elsewhere());
  }

  private Control unrecorded() {
    return new Control(
        "",
        Requesters.NONE,
        requestedTime,
        Risk.Critical,
        List.of(),
        around.breakGlasses(),
        new Control.Turn.Aside(),
        around.elsewhere());
  }
}
