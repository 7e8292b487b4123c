package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import org.junit.jupiter.api.Test;

/**
 * The operator is cut off right after its n-th write, for every n of a story, and another one takes
 * over: the same Changes in the same states, the same rollouts, nothing held.
 */
@WithoutOperator
class CrashPointsIT {
  /** Row 3. */
  @Test
  void aHeldChangeIsReleasedOnceAfterItsFault(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new CutStory() {
          @Override
          public App prepare(Datacenter datacenter) {
            return governed(datacenter);
          }

          @Override
          public void play(App chat) {
            var fault = faultIn(chat);
            world.alice().setsImage(chat, "chat:42");
            assertHeld(chat);
            resolveWhenHeldOnRecord(chat, fault, 1);
            awaitRolledOut(chat, "chat:42");
            awaitChange(chat, ChangeState.Completed);
          }
        });
  }

  /** Row 8. */
  @Test
  void aRollbackIsReleasedOnceUnderAFault(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new CutStory() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat = governed(datacenter);
            world.alice().setsImage(chat, "chat:42");
            awaitRolledOut(chat, "chat:42");
            awaitChange(chat, ChangeState.Completed);
            faultIn(chat);
            return chat;
          }

          @Override
          public void play(App chat) {
            world.alice().undoes(chat);
            awaitRolledOut(chat, "chat:41");
            eventually(() ->
                assertThat(Expect.states(chat))
                    .containsExactly(ChangeState.Completed, ChangeState.Completed));
          }
        });
  }

  /** Row 10. */
  @Test
  void ofThreeHeldChangesTheLastOneRollsOut(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new CutStory() {
          @Override
          public App prepare(Datacenter datacenter) {
            return governed(datacenter);
          }

          @Override
          public void play(App chat) {
            var fault = faultIn(chat);
            for (var wish = 1; wish <= 3; wish++) {
              world.alice().setsImage(chat, "chat:4" + (wish + 1));
              var known = wish;
              eventually(() -> assertThat(chat.changes()).hasSize(known));
            }
            resolveWhenHeldOnRecord(chat, fault, 3);
            awaitRolledOut(chat, "chat:44");
            eventually(() -> assertThat(Expect.states(chat)).contains(ChangeState.Completed));
          }
        });
  }

  /** Row 13. */
  @Test
  void aRolloutInMotionIsPausedAndFinishesAfterTheFault(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new CutStory() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat =
                datacenter.runs(
                    "chat",
                    "chat:41",
                    d -> d.editSpec().withMinReadySeconds(2).withReplicas(2).endSpec());
            datacenter.window(w -> w.quietPeriod("1s"));
            return chat;
          }

          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
            var fault = faultIn(chat);
            eventually(() -> assertHeld(chat));
            fault.resolve();
            awaitRolledOut(chat, "chat:42");
            awaitChange(chat, ChangeState.Completed);
          }
        });
  }

  private static App governed(Datacenter datacenter) {
    var chat = datacenter.runs("chat:41");
    datacenter.window(w -> w.quietPeriod("1s"));
    return chat;
  }

  /** A fault of its own for each datacenter of the test. */
  private static OpenedFault faultIn(App chat) {
    return chat.datacenter().fault("lb-" + chat.datacenter().name().split("-")[0]);
  }

  /**
   * The story waits for the record, as a person would: an operator takes it down sooner or later.
   */
  private static void resolveWhenHeldOnRecord(App chat, OpenedFault fault, int changes) {
    eventually(() -> {
      assertThat(chat.changes()).hasSize(changes);
      assertThat(Expect.states(chat)).containsOnlyOnce(ChangeState.Held);
    });
    fault.resolve();
  }
}
