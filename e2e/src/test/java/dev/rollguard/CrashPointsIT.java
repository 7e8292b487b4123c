package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The operator is cut off right after its n-th write, for every n of a story, and another one takes
 * over. However the story is cut, it ends as the undisturbed one does: the same Changes in the same
 * states, the same rollouts, nothing held. (Being cut off before the n-th write is the same as
 * after the one before it.)
 */
@WithoutOperator
class CrashPointsIT {
  /** More writes than any story has. */
  private static final int BOUND = 40;

  /** What people do, while the operator may die. */
  private interface Story {
    /** Before the operator is armed. */
    App prepare(Datacenter datacenter);

    /** Until the end that the story has when nothing goes wrong. */
    void play(App chat);
  }

  /** What a story leaves behind; Changes of the same second have no order. */
  private record End(List<ChangeState> changes, List<String> rolledOut, boolean held) {
    static End of(App chat) {
      return new End(
          Expect.states(chat).stream().sorted().toList(), chat.rolledOut(), chat.isHeld());
    }
  }

  /** Row 3. */
  @Test
  void aHeldChangeIsReleasedOnceAfterItsFault(World world) throws InterruptedException {
    playWithEveryCut(
        world,
        new Story() {
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
    playWithEveryCut(
        world,
        new Story() {
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
    playWithEveryCut(
        world,
        new Story() {
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
    playWithEveryCut(
        world,
        new Story() {
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

  private static void playWithEveryCut(World world, Story story) throws InterruptedException {
    var undisturbed = play(world, story, 0).end();
    assertThat(undisturbed.held()).isFalse();
    for (var n = 1; n <= BOUND; n++) {
      var cut = play(world, story, n);
      assertThat(cut.end()).as("cut off after write %d", n).isEqualTo(undisturbed);
      if (!cut.died()) {
        assertThat(n).as("number of writes in the story").isGreaterThan(4);
        return;
      }
    }
    throw new AssertionError("The story has more than %d writes.".formatted(BOUND));
  }

  private record Outcome(End end, boolean died) {}

  /** Plays the story in a datacenter of its own; a second operator takes over from a dead one. */
  private static Outcome play(World world, Story story, int n) throws InterruptedException {
    var datacenter = world.datacenter("dc" + n);
    try (var first = new CutOffOperator(world.cluster())) {
      var chat = story.prepare(datacenter);
      if (n > 0) {
        first.dieWithWrite(n);
      }
      try (var heir = Heir.of(first, world.cluster())) {
        story.play(chat);
        return new Outcome(End.of(chat), heir.needed());
      }
    }
  }

  /** Waits for the death of an operator, and starts the next one. */
  private record Heir(Thread watch, AtomicReference<CutOffOperator> next) implements AutoCloseable {
    static Heir of(CutOffOperator first, Cluster cluster) {
      var next = new AtomicReference<CutOffOperator>();
      var watch =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  first.awaitDeath();
                  next.set(new CutOffOperator(cluster));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      return new Heir(watch, next);
    }

    boolean needed() {
      return !watch.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
      watch.interrupt();
      watch.join();
      if (next.get() != null) {
        next.get().close();
      }
    }
  }
}
