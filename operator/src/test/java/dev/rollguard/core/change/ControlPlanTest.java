package dev.rollguard.core.change;

import static dev.rollguard.core.change.FleetMember.override;
import static dev.rollguard.core.change.FleetMember.released;
import static dev.rollguard.core.change.FleetMember.takenBack;
import static dev.rollguard.core.change.FleetMember.turn;
import static dev.rollguard.core.change.FleetMember.wayBack;
import static dev.rollguard.core.change.FleetMember.with;
import static dev.rollguard.core.change.Situations.MOVING;
import static dev.rollguard.core.change.Situations.T1;
import static dev.rollguard.core.change.Situations.T2;
import static dev.rollguard.core.change.Situations.deployment;
import static dev.rollguard.core.change.Situations.heldChange;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Risk;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done about turns, overrides, and what people take back. */
class ControlPlanTest {
  private static final ChangeFact HELD = heldChange("b", T1, "dc1");
  private static final ChangeFact WITH_TURN = turn(HELD, Optional.of(NOW));
  private static final ChangeFact RELEASED = released(HELD, Optional.of(NOW.minusSeconds(60)));
  private static final CanaryFact RUNS = new CanaryFact(NOW, Optional.empty(), Optional.empty());

  @Test
  void aTurnIsNotedBeforeItIsReleasedAndBeforeItsCanary() {
    assertThat(held(HELD, turns()).step()).isInstanceOf(Step.TakeTurn.class);
    assertThat(held(WITH_TURN, turns()).step()).isInstanceOf(Step.Release.class);
    assertThat(held(HELD, turns().canary()).step()).isInstanceOf(Step.TakeTurn.class);
    assertThat(held(WITH_TURN, turns().canary()).step()).isInstanceOf(Step.BeginCanary.class);
  }

  /** Else a rule of somebody else that refuses it would keep everybody waiting. */
  @Test
  void whatTheApiServerRefusedRestsForAMinuteAndLeavesItsTurnToOthers() {
    var refused = FleetMember.refused(HELD, NOW.minusSeconds(59));
    var resting = held(refused, turns());
    assertThat(resting.situation().readyForTurn(refused)).isFalse();
    assertThat(resting.step())
        .isInstanceOfSatisfying(
            Step.KeepHeld.class,
            keep -> {
              assertThat(keep.decision().firstHold().orElseThrow().reason())
                  .isEqualTo(Reason.ReleaseRefused);
              assertThat(keep.decision().retryAt()).contains(NOW.plusSeconds(1));
            });
    var rested = held(FleetMember.refused(HELD, NOW.minusSeconds(60)), turns());
    assertThat(rested.step()).isInstanceOf(Step.TakeTurn.class);
    assertThat(held(refused, window("dc1").days()).step()).isInstanceOf(Step.Release.class);
  }

  /** However long its canary took to go. */
  @Test
  void theTurnInWhichItWasRefusedIsLeftAndTheNextOneIsUsed() {
    var refused = FleetMember.refused(HELD, NOW.minusSeconds(200));
    var used = turn(refused, Optional.of(NOW.minusSeconds(300)));
    assertThat(held(used, turns()).step()).isEqualTo(new Step.LeaveTurn(used));
    assertThat(held(turn(refused, Optional.of(NOW)), turns()).step())
        .isInstanceOf(Step.Release.class);
  }

  @Test
  void theTurnIsKeptWhileItsCanaryRunsAndLeftWhenThatHasStopped() {
    var running = canary(WITH_TURN, RUNS);
    assertThat(held(running, turns().canary()).step()).isInstanceOf(Step.MakeClone.class);
    assertThat(held(running, turns().canary()).fault("lb").step())
        .isEqualTo(new Step.StopCanary(running));
    var clone = new Canaries(false, Optional.of(sibling(HELD.name(), false)), Optional.empty());
    assertThat(held(WITH_TURN, turns().canary()).canaries(clone).fault("lb").step())
        .as("until its clone is gone")
        .isInstanceOf(Step.KeepHeld.class);
    assertThat(held(WITH_TURN, turns().canary()).fault("lb").step())
        .isEqualTo(new Step.LeaveTurn(WITH_TURN));
  }

  @Test
  void theTurnIsLeftWhenTheCanaryFailed() {
    var end = new RunFact.End(Outcome.Fail, "too many errors", NOW);
    var failed = canary(WITH_TURN, new CanaryFact(NOW, Optional.empty(), Optional.of(end)));
    assertThat(held(failed, turns().canary()).step()).isEqualTo(new Step.LeaveTurn(failed));
  }

  /** Else what is never deployed keeps everybody waiting. */
  @Test
  void whoWaitsForItsOwnersCanaryTakesNoTurnAndKeepsNobodyWaiting() {
    var window = turns().canary(true, false);
    var none = held(HELD, window);
    assertThat(none.situation().readyForTurn(HELD)).isFalse();
    assertThat(none.step()).isInstanceOf(Step.KeepHeld.class);
    assertThat(held(WITH_TURN, turns().canary(true, false)).step())
        .isEqualTo(new Step.LeaveTurn(WITH_TURN));
    var rolling = new Canaries(false, Optional.empty(), Optional.of(sibling("", false)));
    assertThat(none.canaries(rolling).situation().readyForTurn(HELD)).isFalse();
    var there = new Canaries(false, Optional.empty(), Optional.of(sibling("", true)));
    assertThat(none.canaries(there).situation().readyForTurn(HELD)).isTrue();
  }

  @Test
  void whatWasReplacedOrTakenBackKeepsNobodyWaiting() {
    assertThat(held(HELD, turns()).situation().readyForTurn(HELD)).isTrue();
    assertThat(held(takenBack(HELD), turns()).situation().readyForTurn(takenBack(HELD))).isFalse();
    var newer = deployment("c").held(T1).change(HELD).covered(turns());
    assertThat(newer.situation().readyForTurn(HELD)).isFalse();
  }

  @Test
  void anOverrideIsNotedBeforeItLetsThrough() {
    var closed = held(HELD, window("dc1").nights()).around(overridden(NOW.plusSeconds(60)));
    assertThat(closed.step())
        .isInstanceOfSatisfying(
            Step.NoteOverride.class, n -> assertThat(n.override().name()).isEqualTo("b"));
    var noted = override(HELD, Optional.of("b"));
    assertThat(held(noted, window("dc1").nights()).around(overridden(NOW.plusSeconds(60))).step())
        .isInstanceOf(Step.Release.class);
  }

  /** Else nobody could say afterwards what passed under it. */
  @Test
  void whatCameInUnheldUnderAnOverrideIsNotedUnderItFirst() {
    var moving = moving(HELD).fault("lb").around(overridden(NOW.plusSeconds(60)));
    assertThat(moving.step())
        .isInstanceOfSatisfying(
            Step.NoteOverride.class, n -> assertThat(n.override().name()).isEqualTo("b"));
    var noted = override(HELD, Optional.of("b"));
    assertThat(moving(noted).fault("lb").around(overridden(NOW.plusSeconds(60))).step())
        .isEqualTo(new Step.NoteRelease(noted));
  }

  @Test
  void anOverrideThatLapsedBeforeItLetThroughIsTakenBack() {
    var noted = override(HELD, Optional.of("b"));
    var lapsed = overridden(NOW);
    assertThat(held(noted, window("dc1").nights()).around(lapsed).step())
        .isEqualTo(new Step.DropOverride(noted));
    assertThat(held(noted, window("dc1").days()).around(lapsed).step())
        .as("it passes by the gates, not by the override")
        .isEqualTo(new Step.DropOverride(noted));
  }

  @Test
  void whatAnOverrideLetThroughIsStoppedByANewFaultOnly() {
    var passed = override(RELEASED, Optional.of("b"));
    assertThat(moving(passed).fault(fault(NOW.minusSeconds(61))).step())
        .isEqualTo(Step.Nothing.FOR_NOW);
    assertThat(moving(passed).fault(fault(NOW.minusSeconds(59))).step())
        .isInstanceOf(Step.Pause.class);
    assertThat(moving(RELEASED).fault(fault(NOW.minusSeconds(61))).step())
        .isInstanceOf(Step.Pause.class);
  }

  @Test
  void aCancellationBeatsARelease() {
    var cancelled = takenBack(HELD);
    assertThat(held(cancelled, window("dc1").days()).step())
        .isEqualTo(new Step.Cancel(cancelled, Reason.Cancelled, "Cancelled by bob: not today."));
  }

  @Test
  void aRevertBeatsCompletionAndAFaultThatStoppedIt() {
    var reverted = takenBack(RELEASED);
    var done = deployment("b").change(reverted).covered(window("dc1").days());
    assertThat(done.step()).isInstanceOf(Step.Undo.class);
    var stopped = released(reverted, Optional.empty());
    assertThat(held(stopped, window("dc1").days()).step())
        .isEqualTo(new Step.Cancel(stopped, Reason.Reverted, "Reverted by bob: not today."));
  }

  /** Stored after the last look before the release, and before that was on record. */
  @Test
  void whatIsCancelledWhileItIsLetGoIsUndone() {
    var asked = new Handling.Intervention("bob", "not today");
    var cancelled = takenBack(HELD);
    assertThat(moving(cancelled).step()).isEqualTo(new Step.Undo(cancelled, asked));
    var noted = released(cancelled, Optional.of(NOW));
    assertThat(moving(noted).step()).isEqualTo(new Step.Undo(noted, asked));
    var done = deployment("b").change(noted).covered(window("dc1").days());
    assertThat(done.step()).isEqualTo(new Step.Undo(noted, asked));
  }

  @Test
  void aCancellationBeatsAReleaseWhereNoWindowIsLeft() {
    var cancelled = takenBack(Situations.releasedWhenDeleted(HELD));
    assertThat(deployment("b").held(T1).change(cancelled).step()).isInstanceOf(Step.Cancel.class);
  }

  /** It is written unheld, and taken in afterwards; the gates were never to be asked. */
  @Test
  void rollguardsOwnWayBackIsNotedAndNotStopped() {
    var back = wayBack(Situations.change("b", T1, ChangeType.Rollback, false, "dc1"));
    assertThat(strict(back).step()).isEqualTo(new Step.NoteRelease(back));
    var noted = released(back, Optional.of(NOW.minusSeconds(60)));
    assertThat(strict(noted).step()).isEqualTo(Step.Nothing.FOR_NOW);
    assertThat(strict(noted).status(Situations.STUCK).step()).isEqualTo(new Step.Fail(noted));
  }

  @Test
  void aRevertIsCarriedOutThoughItsOwnerPausedTheRollout() {
    var reverted = takenBack(RELEASED);
    var asked = new Handling.Intervention("bob", "not today");
    var paused = deployment("b").ownPause().status(MOVING).change(reverted);
    assertThat(paused.covered(window("dc1").days()).step())
        .isEqualTo(new Step.Undo(reverted, asked));
  }

  @Test
  void aRevertThatWasNotCarriedOutBeforeItsOwnerResumedStillCounts() {
    var reverted = takenBack(RELEASED);
    var resumed = heldChange("b", T2, "dc1");
    var plan =
        deployment("b")
            .held(T2)
            .change(reverted)
            .change(resumed)
            .covered(window("dc1").days())
            .plan();
    assertThat(plan.superseded()).containsExactly(reverted);
    assertThat(plan.step())
        .isEqualTo(new Step.Cancel(resumed, Reason.Reverted, "Reverted by bob: not today."));
  }

  /** The template was put back, then the operator was cut off: the record has to tell the truth. */
  @Test
  void whoEndedWhatWasReplacedIsStillKnown() {
    var cancelled = takenBack(HELD);
    var put = deployment("a").change(cancelled).covered(window("dc1").days());
    assertThat(put.plan().superseded()).containsExactly(cancelled);
    var s = put.situation();
    assertThat(Planner.endedBy(cancelled, s.decide(cancelled)).orElseThrow().reason())
        .isEqualTo(Reason.Cancelled);
    assertThat(Planner.endedBy(HELD, s.decide(HELD))).isEmpty();
  }

  /** Rollbacks are gated, a fault is open, people have to approve, and others are in motion. */
  private static Situations strict(ChangeFact change) {
    return deployment("b")
        .status(MOVING)
        .change(change)
        .covered(turns().gatesRollbacks().approvals(Risk.Medium, 1, Duration.ofHours(1)).nights())
        .fault("lb");
  }

  private static Windows turns() {
    return window("dc1").days().atOnce(1, Duration.ZERO);
  }

  private static Situations held(ChangeFact change, Windows window) {
    return deployment("b").held(T1).change(change).covered(window);
  }

  private static Situations moving(ChangeFact change) {
    return deployment("b").status(MOVING).change(change).covered(window("dc1").days());
  }

  private static ChangeFact canary(ChangeFact change, CanaryFact canary) {
    return with(change, Optional.of(canary), change.handling());
  }

  private static SiblingFact sibling(String change, boolean ready) {
    return new SiblingFact("cart-canary", change, true, ready, false);
  }

  private static FaultFact fault(Instant since) {
    return new FaultFact("lb", Severity.Major, since, Optional.empty());
  }

  private static Around overridden(Instant until) {
    var override =
        new BreakGlassFact(
            "b", "dc1", "", "x", "bob", Optional.of("carol"), NOW.minusSeconds(600), until, until);
    return new Around(List.of(override), List.of(), change -> List.of());
  }
}
