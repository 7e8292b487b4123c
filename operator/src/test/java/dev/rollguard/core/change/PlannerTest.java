package dev.rollguard.core.change;

import static dev.rollguard.core.change.Situations.MOVING;
import static dev.rollguard.core.change.Situations.STUCK;
import static dev.rollguard.core.change.Situations.T1;
import static dev.rollguard.core.change.Situations.T2;
import static dev.rollguard.core.change.Situations.T3;
import static dev.rollguard.core.change.Situations.change;
import static dev.rollguard.core.change.Situations.deployment;
import static dev.rollguard.core.change.Situations.heldChange;
import static dev.rollguard.core.change.Situations.releasedChange;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done about a held Deployment that windows gate, and about one that runs. */
class PlannerTest {
  private static final Step NOTHING = new Step.Nothing();
  private static final Step TAKE_IN = new Step.TakeIn();

  @Test
  void aHoldWithoutARecordIsTakenIn() {
    assertThat(deployment("b").held(T1).covered(window("dc1").nights()).step()).isEqualTo(TAKE_IN);
  }

  @Test
  void aHeldChangeStaysHeldWhileItsWindowIsClosed() {
    var change = heldChange("b", T1, "dc1");

    var step = deployment("b").held(T1).change(change).covered(window("dc1").nights()).step();

    assertThat(step)
        .isInstanceOfSatisfying(
            Step.KeepHeld.class,
            keep -> {
              assertThat(keep.change()).isEqualTo(change);
              assertThat(keep.decision().firstHold().orElseThrow().reason())
                  .isEqualTo(Reason.OutsideWindow);
            });
  }

  @Test
  void aHeldChangeIsReleasedWhenItsWindowIsOpen() {
    var change = heldChange("b", T1, "dc1");

    var step = deployment("b").held(T1).change(change).covered(window("dc1").days()).step();

    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Release.class,
            release -> {
              assertThat(release.change()).contains(change);
              assertThat(release.decision().releaseReason()).isEqualTo(Reason.Released);
            });
  }

  @Test
  void aRollbackIsReleasedUnderAFaultInAClosedWindow() {
    var rollback = change("b", T1, ChangeType.Rollback, false, "dc1");

    var step =
        deployment("b")
            .held(T1)
            .change(rollback)
            .covered(window("dc1").nights())
            .fault("lb-error")
            .step();

    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Release.class,
            release -> assertThat(release.decision().releaseReason()).isEqualTo(Reason.Rollback));
  }

  @Test
  void anOwnersPauseStaysThoughTheWindowIsOpen() {
    var step =
        deployment("b")
            .held(T1)
            .ownPause()
            .change(heldChange("b", T1, "dc1"))
            .covered(window("dc1").days())
            .step();

    assertThat(step)
        .isInstanceOfSatisfying(
            Step.KeepHeld.class,
            keep ->
                assertThat(keep.decision().firstHold().orElseThrow().reason())
                    .isEqualTo(Reason.OwnPause));
  }

  @Test
  void aNewerRequestReplacesTheHeldOne() {
    var old = heldChange("b", T1, "dc1");

    var plan = deployment("c").held(T2).change(old).covered(window("dc1").days()).plan();

    assertThat(plan.superseded()).containsExactly(old);
    assertThat(plan.step()).isEqualTo(TAKE_IN);
  }

  /** An event missed: A was asked for, then B, then A again, and nobody looked between. */
  @Test
  void theSameTemplateAskedForAgainIsAnotherRequest() {
    var first = heldChange("a", T1, "dc1");
    var second = heldChange("b", T2, "dc1");

    var plan =
        deployment("a").held(T3).change(first).change(second).covered(window("dc1").days()).plan();

    assertThat(plan.superseded()).containsExactly(first, second);
    assertThat(plan.step()).isEqualTo(TAKE_IN);
  }

  @Test
  void aHoldWithoutAStampIsMatchedByItsTemplate() {
    var change = heldChange("b", T1, "dc1");

    var plan = deployment("b").held("").change(change).covered(window("dc1").nights()).plan();

    assertThat(plan.superseded()).isEmpty();
    assertThat(plan.step()).isInstanceOf(Step.KeepHeld.class);
  }

  @Test
  void ofTwoRecordsOfOneTemplateTheNewerCounts() {
    var old = heldChange("b", T1, "dc1");
    var newer = releasedChange("b", T2, "dc1");
    for (var order : List.of(List.of(old, newer), List.of(newer, old))) {
      var situation = deployment("b").covered(window("dc1").days());
      order.forEach(situation::change);

      assertThat(situation.plan()).isEqualTo(new Plan(List.of(old), new Step.Complete(newer)));
    }
  }

  @Test
  void aHoldThatSomebodyResumedIsPausedAgain() {
    var change = heldChange("b", T1, "dc1");

    var step =
        deployment("b")
            .held(T1)
            .resumed()
            .status(MOVING)
            .change(change)
            .covered(window("dc1").nights())
            .step();

    assertPauses(step, change, Reason.OutsideWindow);
  }

  @Test
  void aRolloutWhoseHoldSomebodyStrippedIsStopped() {
    var change = heldChange("b", T1, "dc1");

    var step = deployment("b").status(MOVING).change(change).covered(window("dc1").nights()).step();

    assertPauses(step, change, Reason.OutsideWindow);
  }

  @Test
  void aReleaseThatACrashLeftUnrecordedIsNoted() {
    var change = heldChange("b", T1, "dc1");
    var released = deployment("b").status(MOVING).change(change).covered(window("dc1").days());

    assertThat(released.step()).isEqualTo(new Step.NoteRelease(change));
  }

  @Test
  void aReleaseThatFinishedUnrecordedIsNotedThoughTheWindowClosed() {
    var change = heldChange("b", T1, "dc1");

    assertThat(deployment("b").change(change).covered(window("dc1").nights()).step())
        .isEqualTo(new Step.NoteRelease(change));
  }

  @Test
  void aHoldThatSomebodyEndedWithoutResumingIsAbandoned() {
    var change = heldChange("b", T1, "dc1");

    assertThat(deployment("b").paused().change(change).covered(window("dc1").days()).step())
        .isEqualTo(new Step.Abandon(change));
  }

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
        .isEqualTo(TAKE_IN);
    assertThat(deployment("b").status(MOVING).covered(window("dc1").mode(Mode.Warn)).step())
        .isEqualTo(TAKE_IN);
    assertThat(deployment("b").status(MOVING).step()).isEqualTo(NOTHING);
  }

  @Test
  void aFinishedRolloutIsCompleted() {
    var change = releasedChange("b", T1, "dc1");

    assertThat(
            deployment("b").change(change).covered(window("dc1").nights()).fault("lb-error").step())
        .isEqualTo(new Step.Complete(change));
  }

  @Test
  void aRolloutThatMakesNoProgressFails() {
    var change = releasedChange("b", T1, "dc1");

    assertThat(deployment("b").status(STUCK).change(change).covered(window("dc1").nights()).step())
        .isEqualTo(new Step.Fail(change));
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

  @Test
  void aRolloutThatIsReplacedWhileItRunsIsSuperseded() {
    var old = releasedChange("b", T1, "dc1");
    var newer = heldChange("c", T2, "dc1");

    var plan =
        deployment("c").held(T2).change(old).change(newer).covered(window("dc1").nights()).plan();

    assertThat(plan.superseded()).containsExactly(old);
    assertThat(plan.step()).isInstanceOf(Step.KeepHeld.class);
  }

  private static Step inMotion(ChangeFact change, OnFault onFault) {
    return deployment("b")
        .status(MOVING)
        .change(change)
        .covered(window("dc1").days().onFault(onFault))
        .fault("lb-error")
        .step();
  }

  private static void assertPauses(Step step, ChangeFact change, Reason because) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Pause.class,
            pause -> {
              assertThat(pause.change()).isEqualTo(change);
              assertThat(pause.because().reason()).isEqualTo(because);
            });
  }
}
