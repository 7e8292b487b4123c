package dev.rollguard.core.change;

import static dev.rollguard.core.gate.RandomFacts.pick;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Long random stories of canaries. The world itself asserts that no clone starts and nothing is
 * released that must not.
 */
class CanaryWorldTest {
  private static final int STORIES = 400;
  private static final int EVENTS = 60;

  @Test
  void nothingStartsThatMustNot() {
    Seeds.forEach(STORIES, CanaryWorldTest::story);
  }

  @Test
  void whenAllIsWellAgainANewRequestGoesOutAndNoCloneIsLeft() {
    Seeds.forEach(
        STORIES,
        random -> {
          var world = story(random);
          world.fault = false;
          world.crashes = false;
          world.now = world.now.plusSeconds(1);
          world.ask("hash-last");
          for (int i = 0; i < 60; i++) {
            world.look();
            world.podsGetReady(true);
            world.runsEnd(Outcome.Pass);
            world.now = world.now.plusSeconds(30);
          }
          assertThat(world.released).isTrue();
          assertThat(world.change).isEmpty();
          assertThat(world.hasClone()).isFalse();
        });
  }

  @Test
  void underAnOpenFaultNoCanaryIsLeft() {
    Seeds.forEach(
        STORIES,
        random -> {
          var world = story(random);
          world.fault = true;
          world.crashes = false;
          for (int i = 0; i < 5; i++) {
            world.look();
          }
          assertThat(world.hasClone()).isFalse();
          assertThat(world.released || world.look() instanceof Step.KeepHeld).isTrue();
        });
  }

  private static CanaryWorld story(Random random) {
    var world = new CanaryWorld(random, NOW, window("dc1").preTest("load").canary("errors"));
    world.ask("hash-0");
    for (int i = 0; i < EVENTS; i++) {
      event(random, world, i);
      for (int looks = random.nextInt(4); looks > 0; looks--) {
        world.look();
      }
    }
    return world;
  }

  private static void event(Random random, CanaryWorld world, int i) {
    switch (random.nextInt(12)) {
      case 0 -> world.ask("hash-" + random.nextInt(3) + (random.nextBoolean() ? "" : "-" + i));
      case 1 -> world.fault = !world.fault;
      case 2 -> world.cloneIsDeletedByHand();
      case 3 -> world.podsGetReady(false);
      case 4, 5, 6 -> world.podsGetReady(true);
      case 7, 8 -> world.runsEnd(Outcome.Pass);
      case 9 -> world.runsEnd(pick(random, List.of(Outcome.values())));
      default -> world.now = world.now.plus(Duration.ofSeconds(random.nextInt(400)));
    }
  }
}
