package dev.rollguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.World;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What people do, while the operator may die. However the story is cut, it ends as the undisturbed
 * one does. (Being cut off before the n-th write is the same as after the one before it.)
 */
interface CutStory {
  /** More writes than any story has. */
  int BOUND = 60;

  /** Before the operator is armed. */
  App prepare(Datacenter datacenter);

  /** Until the end that the story has when nothing goes wrong. */
  void play(App chat);

  /** What the story leaves behind; Changes of the same second have no order. */
  default List<Object> end(App chat) {
    return List.of(Expect.states(chat).stream().sorted().toList(), chat.rolledOut(), chat.isHeld());
  }

  /** Plays it once undisturbed, and once for each of its writes. */
  static void playWithEveryCut(World world, CutStory story) throws InterruptedException {
    var undisturbed = play(world, story, 0).end();
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

  /** How it ended, and whether the operator died of it. */
  record Outcome(List<Object> end, boolean died) {}

  /** Plays the story in a datacenter of its own; a second operator takes over from a dead one. */
  private static Outcome play(World world, CutStory story, int n) throws InterruptedException {
    var datacenter = world.datacenter("dc" + n);
    try (var first = new CutOffOperator(world.cluster())) {
      var chat = story.prepare(datacenter);
      if (n > 0) {
        first.dieWithWrite(n);
      }
      try (var heir = Heir.of(first, world.cluster())) {
        story.play(chat);
        return new Outcome(story.end(chat), heir.needed());
      }
    }
  }

  /** Waits for the death of an operator, and starts the next one. */
  record Heir(Thread watch, AtomicReference<CutOffOperator> next) implements AutoCloseable {
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
