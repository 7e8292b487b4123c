package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertReleased;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.states;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.OnFault;
import dev.rollguard.api.v1alpha1.Rollbacks;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People take back what is held, and revert what rolls out; both are on record. */
@Scenario
class CancelIT {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private World world;
  private Datacenter dc1;

  @BeforeEach
  void aDatacenter(World world) {
    this.world = world;
    dc1 = world.datacenter("dc1");
  }

  /** Each new pod counts as available only after some seconds, so a rollout takes a while. */
  private App slowlyRolling() {
    return dc1.runs(
        "chat", "chat:41", d -> d.editSpec().withMinReadySeconds(4).withReplicas(3).endSpec());
  }

  private static void assertCancelled(App app, String message) {
    eventually(() -> {
      assertThat(cancelled(app).getStatus().getReason()).isEqualTo("Cancelled");
      assertThat(cancelled(app).getStatus().getMessage()).isEqualTo(message);
    });
  }

  private static Change cancelled(App app) {
    return app.changes().stream()
        .filter(c -> c.getStatus().getState() == ChangeState.Cancelled)
        .reduce((a, b) -> b)
        .orElseThrow(
            () -> new AssertionError("No Change of %s is cancelled.".formatted(app.name())));
  }

  @Test
  void aHeldChangeIsCancelledAndNothingRollsOut() {
    var chat = dc1.runs("chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);

    world.bob().cancels(chat, "Wrong release; 43 follows");

    assertCancelled(
        chat,
        "Cancelled by bob: Wrong release; 43 follows. The template of revision 1, which runs, was put back.");
    assertReleased(chat);
    assertThat(chat.image()).isEqualTo("chat:41");
    assertThat(cancelled(chat).getMetadata().getAnnotations())
        .containsEntry(Labels.CANCELLED_BY, "bob");
    assertThat(cancelled(chat).getMetadata().getLabels()).doesNotContainKey(Labels.ACTIVE);
    assertThat(chat.told("RolloutCancelled")).singleElement().asString().contains("by bob");
    during(
        A_MOMENT,
        () -> {
          assertThat(chat.rolledOut()).containsExactly("chat:41");
          assertThat(states(chat)).containsExactly(ChangeState.Cancelled);
        });
  }

  @Test
  void withoutTheRightNobodyCancelsOrReverts() {
    var chat = dc1.runs("chat:41");
    dc1.window();
    dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");

    var cancel = world.alice().triesToCancel(chat, "I may deploy, so I may cancel");
    var revert = world.person("carol").having("approver", chat).triesToRevert(chat, "So may I");

    assertThat(cancel.code()).isNotZero();
    assertThat(cancel.text()).contains("alice").contains("cannot patch resource \"changes\"");
    assertThat(revert.code()).isNotZero();
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void whatIsHeldIsNotRevertedButCancelledAndTheAnswerSaysSo() {
    var chat = dc1.runs("chat:41");
    dc1.window();
    dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    chat.recorded();

    var answer = world.bob().having("change-manager", chat).triesToRevert(chat, "Take it back");

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains("is still held: cancel it with the annotation");
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void theCanaryOfACancelledChangeIsRemoved() {
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    awaitClone(chat, "chat:42");

    world.bob().cancels(chat, "It logs passwords");

    awaitNoClone(chat);
    assertCancelled(
        chat,
        "Cancelled by bob: It logs passwords. The template of revision 1, which runs, was put back.");
    assertThat(chat.image()).isEqualTo("chat:41");
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aRolloutThatAFaultStoppedHalfwayIsCancelledAndGoesBackOnRecord() {
    var chat = slowlyRolling();
    dc1.window();
    world.alice().setsImage(chat, "chat:42");
    eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
    var fault = dc1.fault("lb-error");
    eventually(() -> assertHeld(chat));
    assertHeld(chat).because(fault);

    world.bob().cancels(chat, "The fault is ours");

    awaitRolledOut(chat, "chat:41");
    assertCancelled(
        chat,
        "Cancelled by bob: The fault is ours. The template of revision 1, which runs, was put back.");
    eventually(() ->
        assertThat(states(chat))
            .containsExactlyInAnyOrder(ChangeState.Cancelled, ChangeState.Completed));
    assertWentBack(chat);
  }

  /** The way back is a rollout, too. */
  private static void assertWentBack(App chat) {
    assertThat(chat.changes())
        .filteredOn(c -> c.getStatus().getState() == ChangeState.Completed)
        .filteredOn(c -> c.getSpec().getType() == ChangeType.Rollback)
        .singleElement()
        .satisfies(
            c -> assertThat(c.getSpec().getRequestedBy()).startsWith("system:serviceaccount:"));
  }

  @Test
  void aRolloutInMotionIsRevertedToTheLastHealthyRevision() {
    var chat = slowlyRolling();
    dc1.window();
    world.alice().setsImage(chat, "chat:42");
    eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));

    world.bob().reverts(chat, "Checkout is broken");

    awaitRolledOut(chat, "chat:41");
    eventually(() ->
        assertThat(states(chat))
            .containsExactlyInAnyOrder(ChangeState.Failed, ChangeState.Completed));
    assertThat(chat.changes())
        .filteredOn(c -> c.getStatus().getState() == ChangeState.Failed)
        .singleElement()
        .satisfies(c -> {
          assertThat(c.getStatus().getReason()).isEqualTo("Reverted");
          assertThat(c.getStatus().getMessage())
              .isEqualTo(
                  "Reverted by bob: Checkout is broken. Rolled back to revision 1, which ran healthy.");
          assertThat(c.getMetadata().getAnnotations()).containsEntry(Labels.REVERTED_BY, "bob");
        });
    assertThat(chat.told("RolloutReverted")).singleElement().asString().contains("by bob");
    assertWentBack(chat);
  }

  @Test
  void aRolloutThatItsOwnerPausedIsRevertedAndStaysPaused() {
    var chat = slowlyRolling();
    dc1.window();
    world.alice().setsImage(chat, "chat:42");
    eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
    awaitChange(chat, ChangeState.Released);
    world.alice().does(chat, "rollout", "pause", "deployment/chat");

    world.bob().reverts(chat, "Checkout is broken");

    eventually(() -> assertThat(chat.image()).isEqualTo("chat:41"));
    assertThat(chat.get().getSpec().getPaused()).isTrue();
    assertThat(awaitChange(chat, ChangeState.Failed).getStatus().getMessage())
        .isEqualTo(
            "Reverted by bob: Checkout is broken. Rolled back to revision 1, which ran healthy. It stays paused by its owner.");
    world.alice().resumes(chat);
    awaitRolledOut(chat, "chat:41");
  }

  /** Where rollbacks are gated like anything else, too: the gates were never to be asked. */
  @Test
  void theWayBackIsNotStoppedThoughAFaultIsOpenAndPeopleWouldHaveToApproveIt() {
    var chat = slowlyRolling();
    dc1.window(w -> w.rollbacks(Rollbacks.Gate).onFault(OnFault.Continue).approvals(1));
    world.alice().setsImage(chat, "chat:42");
    world.bob().approves(chat);
    eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
    dc1.fault("lb-error");

    world.bob().reverts(chat, "Checkout is broken");

    awaitRolledOut(chat, "chat:41");
    eventually(() ->
        assertThat(states(chat))
            .containsExactlyInAnyOrder(ChangeState.Failed, ChangeState.Completed));
    assertWentBack(chat);
    assertThat(chat.told("RolloutUnguarded")).isEmpty();
  }

  @Test
  void whereNothingElseRanHealthyARolloutIsNotRevertedAndGoesOn() {
    dc1.window();
    var fresh =
        dc1.create(
            "fresh",
            "fresh:1",
            d -> d.editSpec().withMinReadySeconds(15).withReplicas(1).endSpec());
    awaitChange(fresh, ChangeState.Released);

    world.bob().reverts(fresh, "Too early");

    eventually(() ->
        assertThat(fresh.told("RolloutNotReverted"))
            .singleElement()
            .asString()
            .contains("No other revision of Deployment/fresh ran healthy"));
    eventually(() ->
        assertThat(fresh.changes().getLast().getMetadata().getAnnotations())
            .doesNotContainKeys(Labels.REVERT, Labels.REVERTED_BY));
    awaitRolledOut(fresh, "fresh:1");
    assertThat(awaitChange(fresh, ChangeState.Completed).getStatus().getReason())
        .isEqualTo("Completed");
  }

  @Test
  void aCancelledFirstRolloutIsLeftPaused() {
    dc1.window();
    dc1.fault("lb-error");
    var fresh = dc1.app("fresh");
    world.alice().applies(fresh, fresh.manifest("fresh:1"));

    world.bob().cancels(fresh, "Not this quarter");

    assertCancelled(
        fresh,
        "Cancelled by bob: Not this quarter. It was its first rollout, so Deployment/fresh was left paused.");
    assertThat(fresh.isHeld()).isFalse();
    assertThat(fresh.get().getSpec().getPaused()).isTrue();
    assertThat(fresh.rolledOut()).isEmpty();
  }

  @Test
  void whatSelfHealingAppliesAgainIsEachTimeANewChange() {
    var chat = dc1.runs("chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");

    for (var round = 1; round <= 3; round++) {
      world.alice().appliesServerSide(chat, chat.manifest("chat:42"));
      assertHeld(chat).by("alice").because(fault);
      world.bob().cancels(chat, "Cancelled time and again");
      eventually(() -> assertThat(chat.image()).isEqualTo("chat:41"));
    }
    world.alice().appliesServerSide(chat, chat.manifest("chat:42"));

    assertHeld(chat).by("alice").because(fault);
    // What is asked for again within the same second is the same Change, taken up again.
    eventually(() -> {
      assertThat(states(chat)).last().isEqualTo(ChangeState.Held);
      assertThat(states(chat).subList(0, states(chat).size() - 1))
          .isNotEmpty()
          .containsOnly(ChangeState.Cancelled);
    });
    assertStaysHeld(chat, A_MOMENT);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }
}
