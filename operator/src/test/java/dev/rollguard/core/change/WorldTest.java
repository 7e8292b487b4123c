package dev.rollguard.core.change;

import static dev.rollguard.core.gate.RandomFacts.pick;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.RandomFacts;
import dev.rollguard.core.gate.WindowFact;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Long random stories: owners, faults, windows and the clock do what they like, the operator is cut
 * off between writes. The world itself asserts that nothing starts that must not.
 */
class WorldTest {
  private static final int STORIES = 300;
  private static final int EVENTS = 60;
  private static final List<String> TEMPLATES = List.of("a", "b", "c");

  @Test
  void nothingStartsThatMustNot() {
    Seeds.forEach(STORIES, random -> story(random, true));
  }

  /** And so the last state is one that somebody can explain. */
  @Test
  void whenAllIsWellAgainEveryRolloutGoesOutAndEveryChangeEnds() {
    Seeds.forEach(
        STORIES,
        random -> {
          var world = story(random, random.nextBoolean());

          allIsWell(world);

          assertThat(world.held).isFalse();
          assertThat(world.active).isEmpty();
          assertThat(world.paused || world.running.equals(world.template)).isTrue();
        });
  }

  @Test
  void whileAFaultIsOpenEveryHoldHasAReason() {
    Seeds.forEach(
        STORIES,
        random -> {
          var world = story(random, true);
          if (world.held && !world.windows.isEmpty()) {
            for (int i = 0; i < 30; i++) {
              var step = world.look();
              if (step instanceof Step.KeepHeld keep) {
                assertThat(keep.decision().message()).endsWith(".");
                return;
              }
              if (!world.held) {
                return;
              }
            }
            throw new AssertionError("Held without a reason: " + world.situation());
          }
        });
  }

  private static World story(Random random, boolean crashes) {
    var world = new World(random, NOW, crashes);
    world.windows.put("dc1", window("dc1").days().fact());
    for (int i = 0; i < EVENTS; i++) {
      event(random, world);
      for (int looks = random.nextInt(4); looks > 0; looks--) {
        world.look();
      }
    }
    return world;
  }

  private static void event(Random random, World world) {
    switch (random.nextInt(11)) {
      case 0, 1, 2 -> world.apply(pick(random, TEMPLATES));
      case 3 -> world.progress();
      case 4 -> world.faults.put("f", RandomFacts.aFault(random, "f"));
      case 5 -> world.faults.computeIfPresent("f", (name, f) -> resolved(f, world));
      case 6 -> world.now = world.now.plus(Duration.ofMinutes(random.nextInt(600)));
      case 7 -> changeWindow(random, world);
      case 8 -> world.progress();
      case 9 -> world.replicas = random.nextBoolean() ? 0 : 3;
      default -> {
        if (random.nextBoolean()) {
          world.pauseByOwner();
        } else {
          world.resumeByOwner();
        }
      }
    }
  }

  private static void changeWindow(Random random, World world) {
    var name = pick(random, List.of("dc1", "dc1-extra"));
    if (random.nextInt(3) == 0) {
      world.windows.remove(name);
    } else {
      world.windows.put(name, RandomFacts.aWindow(random, name));
    }
  }

  private static FaultFact resolved(FaultFact fault, World world) {
    return new FaultFact(fault.name(), fault.severity(), fault.since(), Optional.of(world.now));
  }

  private static void allIsWell(World world) {
    world.resumeByOwner();
    world.faults.clear();
    world.replicas = 3;
    world.windows.replaceAll((name, w) -> open(w));
    for (int i = 0; i < 200; i++) {
      world.look();
      world.progress();
    }
  }

  private static WindowFact open(WindowFact window) {
    return window(window.name()).mode(window.mode()).fact();
  }
}
