package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Row 21: two replicas, one leads; when it dies the other one takes over. */
@Scenario
@Isolated
@Tag("disruptive")
class LeaderIT {
  @Test
  void whenTheLeaderIsKilledTheOtherReplicaTakesOverAndNothingIsDoneTwice(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.runsInPods(), "two replicas run only in pods");
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because(fault);
    awaitChange(chat, ChangeState.Held);
    var leader = leader(cluster);

    cluster
        .tool(
            "kubectl",
            "",
            List.of("delete", "pod", leader, "-n", "rollguard", "--grace-period=0", "--force"))
        .orFail();
    within(
        Duration.ofSeconds(10),
        () -> assertThat(leader(cluster)).isNotEmpty().isNotEqualTo(leader));

    fault.resolve();
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
    assertThat(chat.changes()).hasSize(1);
    assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:42");
  }

  private static String leader(Cluster cluster) {
    var lease = cluster.admin().leases().inNamespace("rollguard").withName("rollguard").require();
    var holder = lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }
}
