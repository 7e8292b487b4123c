package dev.rollguard.controller.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.core.check.Finding;
import dev.rollguard.core.gate.Outcome;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Samples that are being taken, and those that wait to be recorded. */
class ProbesTest {
  private static final String UID = "uid-of-pre";

  private final Probes probes = new Probes();
  private final AtomicInteger wakes = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  @AfterEach
  void close() {
    held.countDown();
    probes.close();
  }

  private static Probe.Shot shot(String check) {
    var shot = Shots.aboutChange("pre");
    return new Probe.Shot(shot.run(), check, 0, shot.started(), shot.at());
  }

  private void start(String check, Probe probe) {
    probes.start(probe, shot(check), wakes::incrementAndGet);
  }

  private static Finding passes(Probe.Shot shot) {
    return new Finding(Outcome.Pass, "value 0");
  }

  private Finding holds(Probe.Shot shot) throws InterruptedException {
    try {
      held.await();
      return passes(shot);
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  @Test
  void aSampleIsKeptUntilItIsRecordedAndWakesItsRun() {
    start("a", ProbesTest::passes);
    await().until(() -> wakes.get() == 1);
    start("a", ProbesTest::passes);

    var landed = probes.landed(UID);
    assertThat(landed).containsOnlyKeys("a");
    assertThat(landed.get("a").time()).isEqualTo(Shots.NOW);
    probes.recorded(UID, landed);
    assertThat(probes.landed(UID)).isEmpty();
  }

  @Test
  void theLastOfSeveralWakesTheRunForAllOfThem() {
    start("b", this::holds);
    start("a", ProbesTest::passes);
    await().until(() -> !probes.landed(UID).isEmpty());

    held.countDown();

    await().until(() -> wakes.get() == 2);
    assertThat(probes.landed(UID)).containsOnlyKeys("a", "b");
  }

  /** A Job may take minutes; what is measured beside it counts at once. */
  @Test
  void aSlowSampleHoldsBackNoOtherOfItsRun() {
    start("b", this::holds);
    start("a", ProbesTest::passes);

    await().until(() -> wakes.get() == 1);
    assertThat(probes.flying(UID)).isTrue();
  }

  @Test
  void whatLandsLaterIsNotTakenForRecorded() {
    start("b", this::holds);
    start("a", ProbesTest::passes);
    await().until(() -> !probes.landed(UID).isEmpty());
    var landed = probes.landed(UID);
    held.countDown();
    await().until(() -> probes.landed(UID).size() == 2);

    probes.recorded(UID, landed);

    assertThat(probes.landed(UID)).containsOnlyKeys("b");
  }

  @Test
  void whatARunThatIsGoneWasDoingIsEnded() throws InterruptedException {
    start("a", this::holds);

    probes.forget(UID);

    interrupted.await();
    assertThat(probes.flying(UID)).isFalse();
    assertThat(wakes).hasValue(0);
  }

  @Test
  void afterTheEndOfATermNothingIsSampled() throws InterruptedException {
    start("a", this::holds);

    probes.close();
    interrupted.await();
    start("b", ProbesTest::passes);

    assertThat(probes.flying(UID)).isFalse();
    assertThat(probes.landed(UID)).isEmpty();
  }

  @Test
  void whateverBreaksIsNoData() {
    start(
        "a",
        shot -> {
          throw new StackOverflowError("s3cret");
        });

    await().until(() -> wakes.get() == 1);
    assertThat(probes.landed(UID).get("a").outcome()).isEqualTo(Outcome.NoData);
    assertThat(probes.landed(UID).get("a").text())
        .contains("StackOverflowError")
        .doesNotContain("s3cret");
  }
}
