package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.states;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.OnFault;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A fault that opens in the middle of a rollout stops it; a window that closes does not. */
@Scenario
class RolloutInMotionIT {
  /** A second in an idle cluster; the machine that runs the tests is rarely idle. */
  private static final Duration AT_ONCE = Duration.ofSeconds(15);

  /** Each new pod counts as available only after three seconds, so a rollout takes a while. */
  private static App slowlyRolling(Datacenter datacenter) {
    return datacenter.runs(
        "chat", "chat:41", d -> d.editSpec().withMinReadySeconds(3).withReplicas(3).endSpec());
  }

  private static void startRollout(World world, App chat) {
    world.alice().setsImage(chat, "chat:42");
    eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
  }

  /** Row 13. */
  @Test
  void aFaultPausesARolloutInMotionAndItsResolutionLetsItFinish(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = slowlyRolling(dc1);
    dc1.window();
    startRollout(world, chat);

    var fault = dc1.fault("lb-error");

    within(AT_ONCE, () -> assertHeld(chat).by("alice").because(fault));
    eventually(() -> assertThat(states(chat)).containsExactly(ChangeState.Held));
    fault.resolve();
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
    assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:42");
  }

  /** Row 13, the variant that goes back. */
  @Test
  void aFaultRollsARolloutInMotionBackToTheHealthyRevision(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = slowlyRolling(dc1);
    dc1.window(w -> w.onFault(OnFault.Rollback));
    startRollout(world, chat);

    dc1.fault("lb-error");

    within(AT_ONCE, () -> assertThat(chat.image()).isEqualTo("chat:41"));
    awaitRolledOut(chat, "chat:41");
    eventually(() ->
        assertThat(states(chat))
            .containsExactlyInAnyOrder(ChangeState.Failed, ChangeState.Completed));
    assertThat(chat.changes())
        .filteredOn(c -> c.getSpec().getType() == ChangeType.Rollback)
        .singleElement()
        .extracting(Change::getSpec)
        .satisfies(s -> assertThat(s.getRequestedBy()).startsWith("system:serviceaccount:"));
  }

  /** Row 13, the variant that does nothing. */
  @Test
  void aRolloutInMotionGoesOnWhereTheWindowSaysSo(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = slowlyRolling(dc1);
    dc1.window(w -> w.onFault(OnFault.Continue));
    startRollout(world, chat);

    dc1.fault("lb-error");

    awaitRolledOut(chat, "chat:42");
    assertThat(awaitChange(chat, ChangeState.Completed).getStatus().getHeldSeconds())
        .isLessThan(10);
  }

  /** Row 13: what is allowed under a fault is not stopped by it. */
  @Test
  void aRollbackInMotionIsNotPausedByAFault(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = slowlyRolling(dc1);
    dc1.window();
    world.alice().setsImage(chat, "chat:42");
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
    world.alice().undoes(chat);

    dc1.fault("lb-error");

    awaitRolledOut(chat, "chat:41");
    eventually(() -> assertThat(states(chat)).containsOnly(ChangeState.Completed));
  }

  /** Row 14. */
  @Test
  void aWindowThatClosesDuringARolloutLetsItFinish(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = slowlyRolling(dc1);
    var window =
        dc1.window(w -> w.open(Instant.now().minusSeconds(60), Instant.now().plusSeconds(3_600)));
    startRollout(world, chat);

    window.write(w -> {
      var entry = w.getSpec().getSchedule().getOpen().getFirst();
      entry.setFrom("2020-01-01T00:00");
      entry.setUntil("2020-01-01T01:00");
    });
    eventually(
        () -> assertThat(window.condition("Open").orElseThrow().getStatus()).isEqualTo("False"));

    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
    window.awaitEnforced();
    world.alice().setsImage(chat, "chat:43");
    assertHeld(chat).by("alice").because("is closed");
  }
}
