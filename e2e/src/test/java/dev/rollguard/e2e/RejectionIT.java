package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertReleased;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitCounted;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.WindowDraft;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may approve a change may also say no: then it ends, and what runs stays. */
@Scenario
class RejectionIT {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private World world;
  private App chat;

  @BeforeEach
  void chatRuns(World world) {
    this.world = world;
    chat = world.datacenter("dc1").runs("chat:41");
  }

  /** Alice asks for chat:42, which the window holds until it is approved. */
  private void held(UnaryOperator<WindowDraft> edit) {
    chat.datacenter().window(edit);
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because("needs");
  }

  @Test
  void oneRejectionAmongApprovalsEndsTheChangeAndPutsTheRunningTemplateBack() {
    held(w -> w.approvals(3));
    world.bob().approves(chat);
    var rejected = chat.recorded();

    var rejection = world.person("carol").rejects(chat, "The migration is not tested");

    var change = awaitChange(chat, ChangeState.Cancelled);
    assertThat(change.getMetadata().getUid()).isEqualTo(rejected.getMetadata().getUid());
    assertThat(change.getStatus().getReason()).isEqualTo("Rejected");
    assertThat(change.getStatus().getMessage())
        .isEqualTo(
            "Rejected by carol: The migration is not tested. The template of revision 1, which runs, was put back.");
    assertReleased(chat);
    assertThat(chat.image()).isEqualTo("chat:41");
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    eventually(() ->
        assertThat(chat.told("RolloutRejected")).singleElement().asString().contains("carol"));
    awaitRetired(rejection);
  }

  @Test
  void whatGitOpsAppliesAgainAfterARejectionIsANewChangeThatNobodyHasApproved() {
    chat.datacenter().window(w -> w.approvals(1));
    world.alice().appliesServerSide(chat, chat.manifest("chat:42"));
    world.bob().rejects(chat, "Not today");
    var first = awaitChange(chat, ChangeState.Cancelled);
    assertReleased(chat);
    // Within the same second it would be the same request.
    var asked = Instant.parse(first.getSpec().getRequestedTime());
    eventually(() -> assertThat(Instant.now()).isAfter(asked.plusSeconds(1)));

    world.alice().appliesServerSide(chat, chat.manifest("chat:42"));

    assertHeld(chat).by("alice").because("none so far");
    var second = chat.recorded();
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());
    assertThat(chat.changes()).hasSize(2);
    world.bob().approves(chat);
    awaitRolledOut(chat, "chat:42");
  }

  /** A pause may last for ever; a no is final at once. */
  @Test
  void whatItsOwnerPausedIsRejectedAndStaysPaused() {
    held(w -> w.approvals(1));
    world.alice().applies(chat, chat.manifest("chat:42", true));
    assertHeld(chat).because("paused by its owner");

    world.bob().rejects(chat, "Not this way");

    assertThat(awaitChange(chat, ChangeState.Cancelled).getStatus().getReason())
        .isEqualTo("Rejected");
    eventually(() -> assertThat(chat.image()).isEqualTo("chat:41"));
    assertThat(chat.isHeld()).isFalse();
    assertThat(chat.get().getSpec().getPaused()).isTrue();
  }

  @Test
  void aRejectionOfWhoMayNotApproveChangesNothing() {
    held(w -> w.approvals(1, "sre"));

    var rejection = world.bob().in("dev").rejects(chat, "I do not like it");

    awaitCounted(chat, rejection, false, "It does not count: bob is in no group that may approve.");
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void aRejectedFirstRolloutIsLeftPausedAndResumedItIsHeldAgain() {
    chat.datacenter().window(w -> w.approvals(1));
    var fresh = chat.datacenter().app("fresh");
    world.alice().applies(fresh, fresh.manifest("fresh:1"));

    world.bob().rejects(fresh, "No name for the team");

    var change = awaitChange(fresh, ChangeState.Cancelled);
    assertThat(change.getStatus().getReason()).isEqualTo("Rejected");
    assertThat(change.getStatus().getMessage())
        .isEqualTo(
            "Rejected by bob: No name for the team. It was its first rollout, so Deployment/fresh was left paused.");
    assertThat(fresh.isHeld()).isFalse();
    assertThat(fresh.get().getSpec().getPaused()).isTrue();

    world.alice().resumes(fresh);

    assertHeld(fresh).by("alice").because("none so far");
    assertStaysHeld(fresh, A_MOMENT);
    assertThat(fresh.rolledOut()).isEmpty();
  }

  @Test
  void theCanaryOfARejectedChangeIsRemoved() {
    chat.datacenter().window(w -> w.approvals(1).canary(c -> c.soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    world.bob().approves(chat);
    awaitClone(chat, "chat:42");

    world.person("carol").rejects(chat, "It logs passwords");

    awaitNoClone(chat);
    var change = awaitChange(chat, ChangeState.Cancelled);
    assertThat(change.getStatus().getReason()).isEqualTo("Rejected");
    assertThat(chat.image()).isEqualTo("chat:41");
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  private void awaitRetired(String approval) {
    eventually(() ->
        assertThat(chat.approval(approval).getMetadata().getLabels())
            .doesNotContainKey(Labels.ACTIVE));
  }
}
