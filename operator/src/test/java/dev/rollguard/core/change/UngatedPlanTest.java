package dev.rollguard.core.change;

import static dev.rollguard.core.change.Situations.T1;
import static dev.rollguard.core.change.Situations.T2;
import static dev.rollguard.core.change.Situations.deployment;
import static dev.rollguard.core.change.Situations.heldChange;
import static dev.rollguard.core.change.Situations.releasedWhenDeleted;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done about a held Deployment that no window gates (any more). */
class UngatedPlanTest {
  @Test
  void aDeploymentThatNoWindowCoversGoesFreeWhereOthersAreHeld() {
    assertThat(deployment("b").held(T1).besides("dc1").step())
        .isInstanceOfSatisfying(
            Step.Release.class,
            release -> {
              assertThat(release.change()).isEmpty();
              assertThat(release.decision().releaseReason()).isEqualTo(Reason.NotCovered);
            });
  }

  @Test
  void withoutARecordAndWithoutAWindowThatHoldsItStaysPaused() {
    assertThat(deployment("b").held(T1).step()).isEqualTo(new Step.HandOver(Optional.empty()));
  }

  @Test
  void aDeletedWindowLeavesThePauseByDefault() {
    var change = heldChange("b", T1, "dc1");

    assertThat(deployment("b").held(T1).change(change).step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
    assertThat(deployment("b").held(T1).change(change).besides("other").step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
  }

  @Test
  void aDeletedWindowReleasesWhereItsPolicySaysSo() {
    var change = releasedWhenDeleted(heldChange("b", T1, "dc1"));

    assertThat(deployment("b").held(T1).change(change).step()).isInstanceOf(Step.Release.class);
  }

  @Test
  void aWindowThatStillExistsButNoLongerCoversLetsItGo() {
    var change = heldChange("b", T1, "dc1");

    assertThat(deployment("b").held(T1).change(change).besides("dc1").step())
        .isInstanceOfSatisfying(
            Step.Release.class, release -> assertThat(release.change()).contains(change));
  }

  @Test
  void oneOfTwoWindowsDeletedLeavesThePauseThoughTheOtherNoLongerCovers() {
    var change = heldChange("b", T1, "gone", "moved");

    assertThat(deployment("b").held(T1).change(change).besides("moved").step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
  }

  /** The operator was cut off after it created the Change, before it wrote its status. */
  @Test
  void aRecordThatNamesNoWindowYetStaysPausedWhenNothingHolds() {
    var change = heldChange("b", T1);

    assertThat(deployment("b").held(T1).change(change).step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
    assertThat(deployment("b").held(T1).change(change).besides("other").step())
        .isInstanceOf(Step.Release.class);
  }

  @Test
  void theRecordOfAnOlderRequestTellsWhichWindowHeld() {
    var old = heldChange("b", T1, "dc1");

    var plan = deployment("c").held(T2).change(old).step();

    assertThat(plan).isEqualTo(new Step.HandOver(Optional.empty()));
  }

  @Test
  void anOwnersPauseIsHandedBackNotReleased() {
    var change = releasedWhenDeleted(heldChange("b", T1, "dc1"));

    assertThat(deployment("b").held(T1).ownPause().change(change).step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
    assertThat(deployment("b").held(T1).ownPause().besides("dc1").step())
        .isEqualTo(new Step.HandOver(Optional.empty()));
  }

  @Test
  void anOwnersPauseIsHandedBackWhereAWindowOnlyWarns() {
    var change = heldChange("b", T1, "warn");

    assertThat(
            deployment("b")
                .held(T1)
                .ownPause()
                .change(change)
                .covered(window("warn").mode(Mode.Warn))
                .step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
  }

  @Test
  void aDeletedWindowLeavesThePauseThoughAnotherOneWarns() {
    var change = heldChange("b", T1, "dc1", "warn");

    assertThat(
            deployment("b").held(T1).change(change).covered(window("warn").mode(Mode.Warn)).step())
        .isEqualTo(new Step.HandOver(Optional.of(change)));
  }

  @Test
  void whatAWindowOnlyWarnsAboutIsRecordedAndReleased() {
    var warned =
        deployment("b").held(T1).besides("dc1").covered(window("warn").mode(Mode.Warn).nights());
    assertThat(warned.step()).isEqualTo(new Step.TakeIn());

    assertThat(warned.change(heldChange("b", T1, "warn")).step()).isInstanceOf(Step.Release.class);
  }

  @Test
  void aWindowThatChangesItsModeToWarnLetsItGo() {
    var change = heldChange("b", T1, "dc1");

    assertThat(
            deployment("b")
                .held(T1)
                .change(change)
                .covered(window("dc1").mode(Mode.Warn).nights())
                .step())
        .isInstanceOf(Step.Release.class);
  }

  @Test
  void aWindowInModeDenyGatesToo() {
    assertThat(
            deployment("b")
                .held(T1)
                .change(heldChange("b", T1, "dc1"))
                .covered(window("dc1").mode(Mode.Deny).nights())
                .step())
        .isInstanceOf(Step.KeepHeld.class);
  }
}
