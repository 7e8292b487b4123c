package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.faults.Mishap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong between two writes: one run, each sample counted once, the same verdict. */
class RunFaultsTest {
  /** Adopting, the start, three samples of which the last one ends the run. */
  private static final int WRITES = 5;

  private final RunWorld world = new RunWorld();
  private final CountDownLatch stuck = new CountDownLatch(1);

  @AfterEach
  void close() {
    stuck.countDown();
    world.close();
  }

  static Stream<Arguments> everyWriteAndMishap() {
    return IntStream.range(0, WRITES)
        .boxed()
        .flatMap(
            n -> Stream.of(Mishap.SERVER_ERROR, Mishap.ANSWER_LOST).map(m -> Arguments.of(n, m)));
  }

  private void assertOneRunWithItsVerdict() {
    world.assertEnded("Pass", "ChecksEnded");
    assertThat(world.status().at("/checks/0/passed").asInt()).isEqualTo(3);
    assertThat(world.status().path("startTime").asText()).isEqualTo("2026-05-21T09:00:00Z");
  }

  /** Until so many writes are done. */
  private void goOnUntil(int writes) {
    for (var looks = 0;
        world.server.asked("PATCH " + RunWorld.RUN + ".*").size() < writes;
        looks++) {
      assertThat(looks).isLessThan(100);
      world.step();
    }
  }

  @ParameterizedTest
  @MethodSource("everyWriteAndMishap")
  void aWriteThatGoesWrongIsMadeGood(int after, Mishap mishap) {
    goOnUntil(after);
    world.server.fails("PATCH " + RunWorld.RUN + ".*", mishap, 2);

    for (var tries = 0; tries < 5; tries++) {
      catchThrowable(world::goOn);
    }

    assertOneRunWithItsVerdict();
    assertThat(world.kind.samples()).containsExactly("errors 0", "errors 1", "errors 2");
    assertThat(world.status().at("/checks/0/samples")).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("everyWriteAndMishap")
  void anOperatorThatIsKilledAfterAWriteIsFollowedByOneThatGoesOn(int after, Mishap mishap) {
    goOnUntil(after);
    world.server.fails("PATCH " + RunWorld.RUN + ".*", mishap, 2);
    catchThrowable(world::step);
    world.restart();
    world.server.heals();

    world.goOn();

    assertOneRunWithItsVerdict();
  }

  /** The sample was being taken when the operator died; it is taken again, as the same one. */
  @Test
  void aSampleThatNobodyRecordedIsTakenAgain() {
    world.kind.before = asked -> stuck.await();
    world.look();
    await().until(() -> world.kind.samples().size() == 1);
    world.restart();
    world.kind.before = asked -> {};

    world.goOn();

    assertThat(world.kind.samples())
        .containsExactly("errors 0", "errors 0", "errors 1", "errors 2");
    assertOneRunWithItsVerdict();
  }

  @Test
  void theControllersOwnCacheMayBeFarBehind() {
    var asItWasFirst = world.server.at(RunWorld.RUN);

    for (var looks = 0; looks < 30; looks++) {
      world.look(asItWasFirst);
      world.landed();
      world.now = world.now.plusSeconds(10);
    }

    assertOneRunWithItsVerdict();
    assertThat(world.kind.samples()).containsExactly("errors 0", "errors 1", "errors 2");
  }

  /** Another operator led meanwhile and ended the run; no watch has told of it yet. */
  @Test
  void aVerdictThatTheCacheDoesNotKnowStands() {
    world.look();
    world.landed();
    var before = world.server.at(RunWorld.RUN);
    var ended = before.deepCopy();
    ((ObjectNode) ended.path("status")).put("verdict", "Fail");
    world.server.has(RunWorld.RUN, ended.toString());

    world.look(before);

    assertThat(world.verdict()).isEqualTo("Fail");
    assertThat(world.events()).isEmpty();
  }

  /** Deleted and created again under the same name, and no watch has told of it yet. */
  @Test
  void theSamplesOfADeletedRunAreNotThoseOfItsNamesake() {
    world.look();
    world.landed();
    var before = world.server.at(RunWorld.RUN);
    world.server.has(
        RunWorld.RUN,
        RunWorld.run("pre", "\"changeRef\":{\"name\":\"cart-1\"}")
            .replace("\"generation\":1", "\"uid\":\"another\""));

    world.look(before);

    assertThat(world.status().at("/checks/0/passed").asInt()).isZero();
  }

  @Test
  void aRunThatIsDeletedUnderwayIsLeftAlone() {
    world.look();
    world.landed();
    var before = world.server.at(RunWorld.RUN);
    world.server.hasNot(RunWorld.RUN);
    world.server.forgetsWhatWasAsked();

    var control = world.look(before);

    assertThat(control.getScheduleDelay()).isEmpty();
    assertThat(world.server.asked("PATCH " + RunWorld.RUN + ".*")).as("tried once").hasSize(1);
    assertThat(world.checks.ofChange("shop", "cart-1")).as("evidence").isEmpty();
  }

  @Test
  void whoLosesTheLeadWritesNoVerdict() {
    world.look();
    world.landed();
    world.leading = false;
    world.server.forgetsWhatWasAsked();

    world.look();

    assertThat(world.server.asked("(PATCH|POST|PUT|DELETE) .*")).isEmpty();
  }

  @Test
  void aSampleIsNotTakenTwiceAtOnce() {
    world.kind.before = asked -> stuck.await();
    world.look();
    world.now = world.now.plusSeconds(60);

    world.look();
    world.look();

    await().until(() -> world.kind.samples().size() == 1);
    assertThat(world.kind.samples()).containsExactly("errors 0");
  }

  /** A server that does not answer keeps nobody else waiting. */
  @Test
  void stuckSamplesHoldBackNobodyElse() {
    world.kind.before =
        asked -> {
          if (asked.shot().run().getMetadata().getName().startsWith("stuck")) {
            stuck.await();
          }
        };
    for (var i = 0; i < 40; i++) {
      var name = "stuck-" + i;
      world.server.has(
          RunWorld.RUNS + "/" + name, RunWorld.run(name, "\"changeRef\":{\"name\":\"cart-1\"}"));
      world.look(RunWorld.RUNS + "/" + name);
    }
    await().until(() -> world.kind.samples().size() == 40);

    world.goOn();

    assertOneRunWithItsVerdict();
  }

  @Test
  void aSampleThatBreaksIsNoDataAndTellsNoSecret() {
    world.kind.answers =
        (check, index) -> {
          throw new IllegalStateException("Bearer s3cret");
        };

    world.goOn();

    world.assertEnded("NoData", "ChecksEnded");
    assertThat(world.message()).contains("IllegalStateException").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER_ERROR", "FORBIDDEN", "WEB_PAGE", "ANSWER_LOST"})
  void aChangeThatCannotBeReadEndsNoRun(Mishap mishap) {
    world.server.hasNot(RunWorld.CHANGE);
    world.restart();
    world.server.has(RunWorld.CHANGE, RunWorld.change("Held"));
    world.server.fails("GET " + RunWorld.CHANGE, mishap);

    var error = catchThrowable(world::look);

    assertThat(error).as("it is tried again").isNotNull();
    assertThat(world.verdict()).isEmpty();
  }
}
