package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Row 21: two replicas, one leads; when it dies the other one takes over. */
@Scenario
@Isolated
@Tag("disruptive")
class LeaderIT {
  private static final Duration TAKEOVER = Duration.ofSeconds(10);

  @Test
  void whenTheLeadersPodIsDeletedTheOtherReplicaTakesOverAndNothingIsDoneTwice(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.runsInPods(), "two replicas run only in pods");
    var story = heldByAFault(world);
    var leader = leader(cluster);

    deletePod(cluster, leader);
    within(TAKEOVER, () -> assertThat(leader(cluster)).isNotEmpty().isNotEqualTo(leader));

    story.fault().resolve();
    assertRollsOutOnce(story.chat());
  }

  /** Unlike a deleted pod, a killed process gives nothing back: its lease must run out. */
  @Test
  void whenTheLeadersProcessIsKilledTheOtherReplicaTakesOverAndNothingIsDoneTwice(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.runsInPods(), "two replicas run only in pods");
    var story = heldByAFault(world);
    var leader = leader(cluster);

    cluster.killContainers(leader);
    deletePod(cluster, leader); // else the kubelet starts it again, and it leads as before
    within(TAKEOVER, () -> assertThat(leader(cluster)).isNotEmpty().isNotEqualTo(leader));

    story.fault().resolve();
    assertRollsOutOnce(story.chat());
  }

  private static void deletePod(Cluster cluster, String pod) {
    cluster.kubectl("delete", "pod", pod, "-n", "rollguard", "--grace-period=0", "--force");
  }

  private record Story(App chat, OpenedFault fault) {}

  private static Story heldByAFault(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because(fault);
    awaitChange(chat, ChangeState.Held);
    return new Story(chat, fault);
  }

  private static void assertRollsOutOnce(App chat) {
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
