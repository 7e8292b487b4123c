package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Load;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The chart is upgraded and rolled back while changes are held. No chart was published yet: the one
 * before is a copy with another version and other values, so that pods and policies are written.
 */
@Scenario
@Isolated
@Tag("disruptive")
class UpgradeIT {
  private static final int WRITES = 20;
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final ChartRelease release;
  @TempDir private Path folder;

  UpgradeIT(Cluster cluster) {
    this.cluster = cluster;
    release = new ChartRelease(cluster);
  }

  @BeforeEach
  void theChartBefore() throws IOException {
    assumeTrue(cluster.runsInPods(), "an upgrade rolls the operator's pods");
    release.upgrade(
        ChartRelease.copy(folder.resolve("rollguard"), "0.0.9"), "replicas=1", "logLevel=debug");
  }

  @AfterEach
  void installedAgain() {
    if (cluster.ours()) {
      cluster.install();
    }
  }

  @Test
  void anUpgradeAndARollbackKeepEveryHoldAndAreNoMomentWithoutOne(World world) {
    var dc1 = world.datacenter("dc1");
    var stays = dc1.runs("chat:41");
    dc1.window(w -> w.closed());
    world.alice().setsImage(stays, "chat:42");
    awaitChange(stays, ChangeState.Held);
    var policies = release.policies();

    var load = Load.on(dc1, 1);
    try (load) {
      load.awaitWrites(WRITES);
      rollsThePods(this::upgrade);
      load.awaitWrites(WRITES);
      rollsThePods(release::rollBack);
      load.awaitWrites(WRITES);
    }

    assertThat(load.unheld()).isEmpty();
    assertThat(load.refused()).isEmpty();
    assertThat(release.policies()).as("none was made anew").isEqualTo(policies);
    assertStaysHeld(stays, A_WHILE);
    assertHeld(stays).by("alice").because("is closed");
    assertThat(stays.rolledOut()).containsExactly("chat:41");
    assertThat(stays.changes()).hasSize(1);
  }

  @Test
  void afterAnUpgradeTheOperatorReleasesWhatMayGoAndNothingElse(World world) {
    var dc1 = world.datacenter("dc1");
    var dc2 = world.datacenter("dc2");
    var stays = dc1.runs("chat:41");
    var goes = dc2.runs("chat:41");
    dc1.window(w -> w.closed());
    dc2.window();
    var fault = dc2.fault("lb-error");
    world.alice().setsImage(stays, "chat:42");
    world.alice().setsImage(goes, "chat:42");
    awaitChange(stays, ChangeState.Held);
    awaitChange(goes, ChangeState.Held);

    rollsThePods(this::upgrade);
    assertStaysHeld(goes, A_WHILE);
    fault.resolve();

    rollsOutOnce(goes);
    assertStaysHeld(stays, A_WHILE);
  }

  @Test
  void whatMayGoDuringAnUpgradeGoesOnce(World world) {
    var dc1 = world.datacenter("dc1");
    var goes = dc1.runs("chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(goes, "chat:42");
    awaitChange(goes, ChangeState.Held);

    fault.resolve();
    rollsThePods(this::upgrade);

    rollsOutOnce(goes);
    rollsThePods(release::rollBack);
    rollsOutOnce(goes);
  }

  /**
   * The policies exempt the operator by this name: for a moment not all of them know the new one.
   */
  @Test
  void anUpgradeThatRenamesTheServiceAccountKeepsEveryHoldAndReleasesWhatMayGo(World world) {
    var dc1 = world.datacenter("dc1");
    var goes = dc1.runs("chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(goes, "chat:42");
    awaitChange(goes, ChangeState.Held);

    var load = Load.on(dc1, 1);
    try (load) {
      load.awaitWrites(WRITES);
      rollsThePods(() -> release.upgrade(Cluster.chart(), "serviceAccount.name=renamed"));
      load.awaitWrites(WRITES);
    }

    assertThat(load.unheld()).isEmpty();
    assertThat(load.refused()).isEmpty();
    assertStaysHeld(goes, A_WHILE);
    fault.resolve();
    rollsOutOnce(goes);
  }

  private void upgrade() {
    release.upgrade(Cluster.chart(), "replicas=2", "logLevel=info");
    assertThat(release.chart()).isEqualTo("rollguard-0.1.0");
  }

  private void rollsThePods(Runnable step) {
    var before = release.pods();
    step.run();
    eventually(() ->
        assertThat(release.pods()).as("the operator's pods").doesNotContainAnyElementsOf(before));
  }

  private static void rollsOutOnce(App app) {
    awaitRolledOut(app, "chat:42");
    awaitChange(app, ChangeState.Completed);
    assertThat(app.changes()).hasSize(1);
    assertThat(app.rolledOut()).containsExactly("chat:41", "chat:42");
  }
}
