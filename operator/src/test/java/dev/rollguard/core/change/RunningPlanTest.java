package dev.rollguard.core.change;

import static dev.rollguard.core.change.PlannerTest.assertPauses;
import static dev.rollguard.core.change.Situations.MOVING;
import static dev.rollguard.core.change.Situations.STUCK;
import static dev.rollguard.core.change.Situations.T1;
import static dev.rollguard.core.change.Situations.change;
import static dev.rollguard.core.change.Situations.deployment;
import static dev.rollguard.core.change.Situations.heldChange;
import static dev.rollguard.core.change.Situations.releasedChange;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done about a Deployment that is not held. */
class RunningPlanTest {
  private static final Step NOTHING = Step.Nothing.FOR_NOW;

  @Test
  void aReleasedRolloutThatItsOwnerPausesIsLeftAlone() {
    var change = releasedChange("b", T1, "dc1");

    assertThat(
            deployment("b")
                .ownPause()
                .change(change)
                .covered(window("dc1").days())
                .fault("lb-error")
                .step())
        .isEqualTo(NOTHING);
  }

  @Test
  void aDeploymentAtRestIsLeftAlone() {
    assertThat(deployment("a").covered(window("dc1").nights()).fault("lb-error").step())
        .isEqualTo(NOTHING);
    assertThat(deployment("a").ownPause().covered(window("dc1").nights()).step())
        .isEqualTo(NOTHING);
  }

  @Test
  void aRolloutInMotionWithoutARecordIsTakenInWhereAWindowCovers() {
    assertThat(deployment("b").status(MOVING).covered(window("dc1").days()).step())
        .isEqualTo(new Step.TakeIn());
    assertThat(deployment("b").status(MOVING).covered(window("dc1").mode(Mode.Warn)).step())
        .isEqualTo(new Step.TakeIn());
    assertThat(deployment("b").status(MOVING).step()).isEqualTo(NOTHING);
  }

  @Test
  void aFinishedRolloutIsCompleted() {
    var change = releasedChange("b", T1, "dc1");

    assertThat(
            deployment("b").change(change).covered(window("dc1").nights()).fault("lb-error").step())
        .isEqualTo(new Step.Complete(change, Reason.Completed));
  }

  /** Else what never ran would be a free way back. */
  @Test
  void aRolloutThatEndsWhileNoPodIsWantedHasProvenNothing() {
    var change = releasedChange("b", T1, "dc1");
    var none = new RolloutStatus(7, 7, 0, 0, 0, 0, "NewReplicaSetAvailable", 600, 0);

    assertThat(deployment("b").status(none).change(change).covered(window("dc1").nights()).step())
        .isEqualTo(new Step.Complete(change, Reason.CompletedWithoutPods));
  }

  @Test
  void aRolloutThatMakesNoProgressFails() {
    var change = releasedChange("b", T1, "dc1");

    assertThat(deployment("b").status(STUCK).change(change).covered(window("dc1").nights()).step())
        .isEqualTo(new Step.Fail(change));
  }

  /** The deadline was exceeded by the rollout before: a rollback of it must not count as failed. */
  @Test
  void anOldDeadlineIsNotHeldAgainstARolloutThatWasJustReleased() {
    var released = NOW.minusSeconds(2);
    var change = released(ChangeType.Rollback, released);
    var stuck = deployment("b").status(STUCK).change(change).covered(window("dc1").days());

    assertThat(stuck.step()).isEqualTo(new Step.Nothing(Optional.of(released.plusSeconds(60))));
    assertThat(Planner.plan(stuck.now(released.plusSeconds(60))).step())
        .isEqualTo(new Step.Fail(change));
  }

  /** Its controller still tells of the rollout before, and never says that this one is stuck. */
  @Test
  void aRolloutOfWhichNobodyTellsFailsAfterItsDeadline() {
    var released = NOW.minusSeconds(2);
    var change = released(ChangeType.Update, released);
    var before = released.getEpochSecond();
    var untold = new RolloutStatus(7, 7, 3, 4, 1, 3, "NewReplicaSetAvailable", 5, before);
    var situation = deployment("b").status(untold).change(change).covered(window("dc1").days());

    assertThat(situation.step()).isEqualTo(new Step.Nothing(Optional.of(released.plusSeconds(65))));
    assertThat(Planner.plan(situation.now(released.plusSeconds(65))).step())
        .isEqualTo(new Step.Fail(change));
    var told = new RolloutStatus(7, 7, 3, 4, 1, 3, "NewReplicaSetAvailable", 5, before + 1);
    assertThat(Planner.plan(situation.status(told).now(released.plusSeconds(65))).step())
        .as("pods that went away after it was complete")
        .isEqualTo(Step.Nothing.FOR_NOW);
  }

  @Test
  void aScheduleThatClosesDoesNotStopWhatIsInMotion() {
    assertThat(
            deployment("b")
                .status(MOVING)
                .change(releasedChange("b", T1, "dc1"))
                .covered(window("dc1").nights())
                .step())
        .isEqualTo(NOTHING);
  }

  /** The API server let it pass by itself while nobody led; the opening is over now. */
  @Test
  void whatAnOpeningLetPassRunsOnAndIsNoted() {
    var atNight = heldChange("b", "2026-05-20T15:00:00Z", "dc1");
    var byDay = heldChange("b", T1, "dc1");
    var follows = window("dc1").nights().followsSchedule();
    var found = deployment("b").status(MOVING).change(atNight);

    assertThat(found.covered(follows).step()).isEqualTo(new Step.NoteRelease(atNight));
    assertPauses(found.fault("lb-error").step(), atNight, Reason.FaultOpen);
    assertPauses(
        deployment("b").status(MOVING).change(byDay).covered(follows).step(),
        byDay,
        Reason.OutsideWindow);
    assertPauses(
        deployment("b").status(MOVING).change(atNight).covered(window("dc1").nights()).step(),
        atNight,
        Reason.OutsideWindow);
  }

  @Test
  void aFaultPausesWhatIsInMotion() {
    var change = releasedChange("b", T1, "dc1");

    assertPauses(inMotion(change, OnFault.Pause), change, Reason.FaultOpen);
  }

  @Test
  void aFaultPausesWhatIsStuck() {
    var change = releasedChange("b", T1, "dc1");

    var step =
        deployment("b")
            .status(STUCK)
            .change(change)
            .covered(window("dc1").days())
            .fault("lb-error")
            .step();

    assertPauses(step, change, Reason.FaultOpen);
  }

  @Test
  void aFaultRollsBackWhereTheWindowAsksForIt() {
    var change = releasedChange("b", T1, "dc1");

    assertThat(inMotion(change, OnFault.Rollback))
        .isInstanceOfSatisfying(
            Step.RollBack.class,
            back -> {
              assertThat(back.change()).isEqualTo(change);
              assertThat(back.because().reason()).isEqualTo(Reason.FaultOpen);
            });
  }

  @Test
  void aFaultLetsWhatIsInMotionContinueWhereTheWindowAsksForIt() {
    assertThat(inMotion(releasedChange("b", T1, "dc1"), OnFault.Continue)).isEqualTo(NOTHING);
  }

  @Test
  void ofSeveralWindowsTheStrictestDecidesWhatAFaultDoes() {
    var change = releasedChange("b", T1, "a", "b", "c");

    var step =
        deployment("b")
            .status(MOVING)
            .change(change)
            .covered(
                window("a").onFault(OnFault.Pause),
                window("b").onFault(OnFault.Rollback),
                window("c").onFault(OnFault.Continue))
            .fault("lb-error")
            .step();

    assertThat(step).isInstanceOf(Step.RollBack.class);
  }

  @Test
  void aFaultDoesNotStopARollback() {
    var rollback = change("b", T1, ChangeType.Rollback, true, "dc1");

    assertThat(inMotion(rollback, OnFault.Pause)).isEqualTo(NOTHING);
  }

  @Test
  void aWindowInModeWarnStopsNothing() {
    assertThat(
            deployment("b")
                .status(MOVING)
                .change(releasedChange("b", T1, "dc1"))
                .covered(window("dc1").mode(Mode.Warn))
                .fault("lb-error")
                .step())
        .isEqualTo(NOTHING);
  }

  private static Step inMotion(ChangeFact change, OnFault onFault) {
    return deployment("b")
        .status(MOVING)
        .change(change)
        .covered(window("dc1").days().onFault(onFault))
        .fault("lb-error")
        .step();
  }

  private static ChangeFact released(ChangeType type, Instant time) {
    return Drafts.change("cart-b", "b", T1, type, true, Optional.of(time), List.of("dc1"), true);
  }
}
