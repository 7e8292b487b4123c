package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Everywhere else Helm 4 installs the chart; here Helm 3 does, on the same cluster. */
@Scenario
@Isolated
@Tag("disruptive")
class Helm3IT {
  private static final String NAME = "rollguard";
  private static final int PATIENCE_SECONDS = 240;

  private final Cluster cluster;
  private final ChartRelease release;
  private final Helm chart = new Helm(Cluster.chart());
  @TempDir private Path folder;

  Helm3IT(Cluster cluster) {
    this.cluster = cluster;
    release = new ChartRelease(cluster);
  }

  @AfterEach
  void installedAgain() {
    if (cluster.ours()) {
      cluster.install();
    }
  }

  @Test
  void helm3InstallsTestsUpgradesAndUninstallsWhileAChangeIsHeld(World world) throws IOException {
    assumeTrue(cluster.runsInPods(), "the uninstall hook is a pod");
    var values = cluster.helm("get", "values", NAME, "--output", "yaml").orFail().output();
    var file = Files.writeString(folder.resolve("values.yaml"), values);
    cluster.uninstall();
    assertThat(release.policies()).isEmpty();

    install(file);
    var dc1 = world.datacenter("dc1");
    var held = dc1.runs("chat:41");
    dc1.window(w -> w.closed());
    world.alice().setsImage(held, "chat:42");
    awaitChange(held, ChangeState.Held);
    var policies = release.policies();

    upgrade(file);
    assertHeld(held).by("alice").because("is closed");
    assertThat(release.policies()).isEqualTo(policies);
    Helm.test(NAME)
        .withNamespace(NAME)
        .withKubeConfig(cluster.kubeconfig())
        .withTimeout(PATIENCE_SECONDS)
        .call();

    Helm.uninstall(NAME).withNamespace(NAME).withKubeConfig(cluster.kubeconfig()).call();
    assertThat(release.policies()).isEmpty();
    assertThat(held.isHeld()).isFalse();
    assertThat(held.rolledOut()).containsExactly("chat:41");
    world.alice().resumes(held);
    awaitRolledOut(held, "chat:42");
  }

  private void install(Path values) {
    chart
        .install()
        .withName(NAME)
        .withNamespace(NAME)
        .withKubeConfig(cluster.kubeconfig())
        .withValuesFile(values)
        .waitReady()
        .withTimeout(PATIENCE_SECONDS)
        .call();
  }

  private void upgrade(Path values) {
    var before = release.pods();
    chart
        .upgrade()
        .withName(NAME)
        .withNamespace(NAME)
        .withKubeConfig(cluster.kubeconfig())
        .withValuesFile(values)
        .set("logLevel", "debug")
        .waitReady()
        .withTimeout(PATIENCE_SECONDS)
        .call();
    eventually(() -> assertThat(release.pods()).doesNotContainAnyElementsOf(before));
  }
}
