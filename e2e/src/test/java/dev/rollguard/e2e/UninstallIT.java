package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Row 25: ways out, planned and in need. */
@Scenario
@Isolated
@Tag("disruptive")
class UninstallIT {
  private static final String OURS = "app.kubernetes.io/part-of=rollguard";

  @AfterEach
  void installedAgain(Cluster cluster) {
    if (cluster.ours()) {
      cluster.install();
    }
  }

  @Test
  void theRescueCommandFreesTheClusterWhileTheOperatorIsDead(World world) {
    assumeTrue(world.cluster().ours());
    var dc1 = world.datacenter("dc1");
    var held = dc1.runs("held", "chat:41", d -> d);
    var fresh = dc1.runs("fresh", "chat:41", d -> d);
    dc1.window(w -> w.closed());
    world.alice().setsImage(held, "chat:42");
    awaitChange(held, ChangeState.Held);
    world.cluster().killOperator();

    world
        .cluster()
        .tool(
            "kubectl",
            "",
            List.of(
                "delete",
                "mutatingadmissionpolicybindings,validatingadmissionpolicybindings",
                "-l",
                OURS))
        .orFail();

    eventually(() -> {
      // API servers forget a policy within about a second; what was held before needs its resume
      world.alice().setsImage(fresh, "chat:42");
      world.alice().tries(fresh, "rollout", "resume", "deployment/" + fresh.name());
      assertThat(fresh.rolledOut()).contains("chat:42");
    });
    assertThat(held.rolledOut()).containsExactly("chat:41");
    eventually(() -> {
      world.alice().tries(held, "rollout", "resume", "deployment/" + held.name());
      assertThat(held.get().getSpec().getPaused()).isNotEqualTo(true);
    });
    awaitRolledOut(held, "chat:42");
  }

  @Test
  void uninstallFreesTheClusterAndTellsTheObjects(World world) {
    assumeTrue(world.cluster().runsInPods(), "the uninstall hook is a pod");
    var dc1 = world.datacenter("dc1");
    var held = dc1.runs("held", "chat:41", d -> d);
    dc1.window(w -> w.closed());
    world.alice().setsImage(held, "chat:42");
    awaitChange(held, ChangeState.Held);

    world.cluster().uninstall();

    assertThat(policies(world)).isEmpty();
    assertThat(held.isHeld()).isFalse();
    assertThat(held.get().getSpec().getPaused()).isTrue();
    assertThat(held.condition(ConditionTypes.ROLLOUT_HELD).orElseThrow())
        .satisfies(c -> {
          assertThat(c.getReason()).isEqualTo("Uninstalled");
          assertThat(c.getMessage()).contains("left paused", "kubectl rollout resume");
        });
    during(Duration.ofSeconds(1), () -> assertThat(held.rolledOut()).containsExactly("chat:41"));
    world.alice().resumes(held);
    awaitRolledOut(held, "chat:42");
  }

  private static String policies(World world) {
    return world
        .cluster()
        .tool(
            "kubectl",
            "",
            List.of(
                "get",
                "mutatingadmissionpolicies,mutatingadmissionpolicybindings,"
                    + "validatingadmissionpolicies,validatingadmissionpolicybindings",
                "-l",
                OURS,
                "-o",
                "name"))
        .orFail()
        .text()
        .strip();
  }
}
