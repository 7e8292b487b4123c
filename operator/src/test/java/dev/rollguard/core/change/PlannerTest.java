package dev.rollguard.core.change;

import static dev.rollguard.core.change.Situations.MOVING;
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
import dev.rollguard.core.gate.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done about a held Deployment that windows gate, and about a hold that was broken. */
class PlannerTest {
  private static final Step NOTHING = Step.Nothing.FOR_NOW;
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

      assertThat(situation.plan())
          .isEqualTo(new Plan(List.of(old), false, new Step.Complete(newer, Reason.Completed)));
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
  void aRolloutThatIsReplacedWhileItRunsIsSuperseded() {
    var old = releasedChange("b", T1, "dc1");
    var newer = heldChange("c", T2, "dc1");

    var plan =
        deployment("c").held(T2).change(old).change(newer).covered(window("dc1").nights()).plan();

    assertThat(plan.superseded()).containsExactly(old);
    assertThat(plan.step()).isInstanceOf(Step.KeepHeld.class);
  }

  static void assertPauses(Step step, ChangeFact change, Reason because) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Pause.class,
            pause -> {
              assertThat(pause.change()).isEqualTo(change);
              assertThat(pause.because().reason()).isEqualTo(because);
            });
  }
}
