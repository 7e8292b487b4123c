package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Outcome;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import org.junit.jupiter.api.Test;

/** {@code kubectl rollguard}, as people start it. */
@Scenario
class CliIT {
  private static final int FREE = 0;
  private static final int FAILED = 1;
  private static final int HELD = 3;

  private static Outcome asks(Cluster cluster, String command, App app) {
    return cluster.rollguard(command, app.name(), "-n", app.namespace());
  }

  @Test
  void theToolTellsOfAFaultBeforeWhileAndAfterItHolds(World world, Cluster cluster) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.quietPeriod("1s"));
    assertThat(asks(cluster, "can-i", chat).orFail().output()).startsWith("free");

    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);

    assertThat(asks(cluster, "why", chat).orFail().output())
        .startsWith("held")
        .contains("by alice", "chat:41 → chat:42", fault.title() + " (Major) is open");
    var refused = asks(cluster, "can-i", chat);
    assertThat(refused.code()).isEqualTo(HELD);
    assertThat(refused.output()).startsWith("held").contains(fault.title());
    assertThat(cluster.rollguard("status").orFail().output())
        .contains(dc1.name() + "  closed", fault.name() + " (Major)", chat.namespace() + "/");

    fault.resolve();
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);

    assertThat(asks(cluster, "why", chat).orFail().output())
        .startsWith("not held")
        .contains("is healthy");
    assertThat(asks(cluster, "can-i", chat).code()).isEqualTo(FREE);
  }

  @Test
  void noLetterIsLostInTheLocaleC(World world, Cluster cluster) {
    var dc1 = world.datacenter("dc1");
    dc1.window();
    var fault = dc1.fault("lb-error");

    cluster
        .rollguardInPipeline(
            "fault",
            "resolve",
            fault.name(),
            "--cause",
            "이전 포트",
            "--evidence",
            "그래프",
            "--wait=false")
        .orFail();

    assertThat(fault.get().getSpec().getResolution().getCause()).isEqualTo("이전 포트");
    assertThat(cluster.rollguardInPipeline("report", "--from", "1h", "--lang", "ko").output())
        .startsWith("# 변경 보고서")
        .contains("이전 포트");
  }

  @Test
  void whoMayNotLookIsToldWhichRightIsMissing(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");

    var refused = world.alice().tries(chat, "rollguard", "status");

    assertThat(refused.code()).isEqualTo(FAILED);
    assertThat(refused.complaints())
        .startsWith("alice may not list changewindows.rollguard.dev; ask for that right.");
  }
}
