package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Outcome;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code helm test}: a pod that says whether the installation works, and what is wrong if not. */
@Scenario
@Isolated
@Tag("disruptive")
class HelmTestIT {
  private final Cluster cluster;
  private final ChartRelease release;

  HelmTestIT(Cluster cluster) {
    this.cluster = cluster;
    release = new ChartRelease(cluster);
  }

  @BeforeEach
  void inPods() {
    assumeTrue(cluster.runsInPods(), "helm test runs a pod");
  }

  @AfterEach
  void installedAgain() {
    if (cluster.ours()) {
      cluster.install();
    }
  }

  @Test
  void itPassesWithAWindowThatIsEnforced(World world) {
    var window = world.datacenter("dc1").window();

    var outcome = helmTest();

    assertThat(outcome.code()).as(outcome.text()).isZero();
    assertThat(outcome.text())
        .contains("held.rollguard.dev is bound.", window.name() + " is enforced.")
        .doesNotContain("FAIL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validatingadmissionpolicybinding/held.rollguard.dev",
        "mutatingadmissionpolicybinding/keep.hold.rollguard.dev",
        "mutatingadmissionpolicybinding/faults.stamp.rollguard.dev",
        "validatingadmissionpolicy/held.rollguard.dev"
      })
  void itNamesWhatIsMissingAndHelmUpgradeBringsItBack(String lost) {
    var name = lost.substring(lost.indexOf('/') + 1);
    cluster.kubectl("delete", lost);

    var outcome = helmTest();

    assertThat(outcome.code()).as(outcome.text()).isNotZero();
    assertThat(outcome.text().lines().filter(l -> l.startsWith("FAIL")))
        .singleElement()
        .asString()
        .contains(name + " is missing: run helm upgrade.");

    release.upgrade(Cluster.chart());
    eventually(() -> assertThat(helmTest().code()).isZero());
  }

  @Test
  void itFailsWhenNobodyLeads() {
    cluster.killOperator();
    try {
      eventually(() -> {
        var outcome = helmTest();
        assertThat(outcome.code()).as(outcome.text()).isNotZero();
        assertThat(outcome.text()).contains("No operator leads: see the operator's pods");
      });
    } finally {
      cluster.startOperator();
    }
  }

  private Outcome helmTest() {
    return cluster.helm("test", "rollguard", "--logs", "--timeout", "2m");
  }
}
