package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitHealthyCanary;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void theRescueCommandFreesTheClusterWhileTheOperatorIsDead(World world) throws IOException {
    assumeTrue(world.cluster().ours());
    var dc1 = world.datacenter("dc1");
    var held = dc1.runs("held", "chat:41", d -> d);
    var fresh = dc1.runs("fresh", "chat:41", d -> d);
    dc1.window(w -> w.closed());
    world.alice().setsImage(held, "chat:42");
    awaitChange(held, ChangeState.Held);
    world.cluster().killOperator();

    world.cluster().kubectl(rescue());

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

    var tried = runsACanary(world);
    var window = dc1.window("second", w -> w);
    eventually(() -> assertThat(operators(world.cluster())).as("replicas").isEqualTo(2));

    world.cluster().uninstall();

    during(Duration.ofSeconds(3), () -> assertThat(policies(world)).isEmpty());
    assertThat(leader(world.cluster())).isEqualTo("rollguard-uninstall");
    assertThat(window.get()).as("what people wrote stays").isNotNull();
    assertThat(held.isHeld()).isFalse();
    assertThat(held.get().getSpec().getPaused()).isTrue();
    assertThat(held.condition(ConditionTypes.ROLLOUT_HELD).orElseThrow())
        .satisfies(c -> {
          assertThat(c.getReason()).isEqualTo("Uninstalled");
          assertThat(c.getMessage()).contains("left paused", "kubectl rollout resume");
        });
    assertThat(held.changes())
        .singleElement()
        .satisfies(c -> {
          assertThat(c.getStatus().getState()).isEqualTo(ChangeState.Cancelled);
          assertThat(c.getStatus().getReason()).isEqualTo("Uninstalled");
        });
    assertThat(events(held, "RolloutHandedOver"))
        .singleElement()
        .asString()
        .contains("Rollguard was uninstalled", "kubectl rollout resume");
    awaitNoClone(tried);
    assertThat(tried.rolledOut()).containsExactly("chat:41");
    during(Duration.ofSeconds(1), () -> assertThat(held.rolledOut()).containsExactly("chat:41"));
    world.alice().resumes(held);
    awaitRolledOut(held, "chat:42");
  }

  private static App runsACanary(World world) {
    var chat = world.datacenter("dc2").runs("chat:41");
    chat.datacenter().window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    awaitHealthyCanary(chat);
    return chat;
  }

  private static int operators(Cluster cluster) {
    var pods = cluster.admin().pods().inNamespace("rollguard");
    return pods.withLabel("app.kubernetes.io/component", "operator").list().getItems().size();
  }

  private static String leader(Cluster cluster) {
    var lease = cluster.admin().leases().inNamespace("rollguard").withName("rollguard").require();
    return lease.getSpec().getHolderIdentity();
  }

  /** As the README gives it to people in need. */
  private static String[] rescue() throws IOException {
    try (var lines = Files.lines(Path.of("../README.md"))) {
      var command = lines.filter(l -> l.startsWith("kubectl delete mutatingadmission")).findFirst();
      return command.orElseThrow().replaceFirst("kubectl ", "").split(" ");
    }
  }

  private static String policies(World world) {
    var kinds =
        "mutatingadmissionpolicies,mutatingadmissionpolicybindings,"
            + "validatingadmissionpolicies,validatingadmissionpolicybindings";
    return world.cluster().kubectl("get", kinds, "-l", OURS, "-o", "name").output().strip();
  }

  private static List<String> events(App app, String reason) {
    return app
        .client()
        .v1()
        .events()
        .inNamespace(app.namespace())
        .withField("reason", reason)
        .list()
        .getItems()
        .stream()
        .map(Event::getMessage)
        .toList();
  }
}
