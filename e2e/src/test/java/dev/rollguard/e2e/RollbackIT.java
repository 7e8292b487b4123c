package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitReleased;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.states;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Rollbacks;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The way back to what was healthy is free, and a change may be taken back before it starts. */
@Scenario
class RollbackIT {
  /** Row 8. A second, and some for a machine that is busy with other tests. */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  /** Row 8. */
  @Test
  void aRollbackToAHealthyRevisionIsReleasedAtOnceThoughClosedAndFaulty(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = wentFrom41To42(world, dc1);
    dc1.window("freeze", w -> w.closed());
    dc1.fault("lb-error");

    world.alice().undoes(chat);

    within(AT_ONCE, () -> Expect.assertReleased(chat));
    awaitRolledOut(chat, "chat:41");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(change.getSpec().getType()).isEqualTo(ChangeType.Rollback);
    assertThat(change.getSpec().getRequestedBy()).isEqualTo("alice");
    assertThat(change.getStatus().getGates()).anyMatch(line -> line.startsWith("rollback: exempt"));
  }

  /** Row 8, where the window wants to gate rollbacks too. */
  @Test
  void aRollbackIsHeldLikeAnyChangeWhereTheWindowGatesRollbacks(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = wentFrom41To42(world, dc1);
    dc1.window("strict", w -> w.rollbacks(Rollbacks.Gate));
    var fault = dc1.fault("lb-error");

    world.alice().undoes(chat);

    assertHeld(chat).by("alice").because(fault);
    assertThat(assertHeld(chat).change().getSpec().getType()).isEqualTo(ChangeType.Rollback);
    fault.resolve();
    awaitRolledOut(chat, "chat:41");
  }

  /** Row 8. What never ran here is no rollback, whatever its number. */
  @Test
  void anOlderImageThatNeverRanHereIsHeld(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = wentFrom41To42(world, dc1);
    var fault = dc1.fault("lb-error");

    world.alice().setsImage(chat, "chat:40");

    assertHeld(chat).by("alice").because(fault);
    assertStaysHeld(chat, Duration.ofSeconds(1));
  }

  /** What was given to a Deployment without pods proved nothing, whatever its number. */
  @Test
  void whatWasRolledOutWithoutAnyPodIsNoWayBack(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();
    world.alice().scales(chat, 0);
    world.alice().setsImage(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(change.getStatus().getReason()).isEqualTo(Reason.CompletedWithoutPods.name());
    world.alice().setsImage(chat, "chat:43");
    eventually(() ->
        assertThat(states(chat)).containsExactly(ChangeState.Completed, ChangeState.Completed));
    var fault = dc1.fault("lb-error");

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because(fault);
    assertThat(assertHeld(chat).change().getSpec().getType()).isEqualTo(ChangeType.Update);
    assertStaysHeld(chat, Duration.ofSeconds(1));
  }

  /** Row 9. */
  @Test
  void applyingTheOldManifestAgainEndsTheHoldAndNothingRollsOut(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.app("chat");
    world.alice().applies(chat, chat.manifest("chat:41"));
    awaitRolledOut(chat, "chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().applies(chat, chat.manifest("chat:42"));
    assertHeld(chat).by("alice").because(fault);

    world.bob().applies(chat, chat.manifest("chat:41"));

    awaitReleased(chat);
    var change = awaitChange(chat, ChangeState.Cancelled);
    assertThat(change.getStatus().getReason()).isEqualTo(Reason.Unchanged.name());
    awaitRolledOut(chat, "chat:41");
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    assertThat(chat.changes()).hasSize(1);
  }

  private static App wentFrom41To42(World world, Datacenter datacenter) {
    var chat = datacenter.runs("chat:41");
    datacenter.window();
    world.alice().setsImage(chat, "chat:42");
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
    return chat;
  }
}
