package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Load;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Row 7. The API server is killed under load: from its first answer on, everything is held. */
@Scenario
@Isolated
@Tag("disruptive")
class ApiServerDownIT {
  private static final int WRITERS = 4;
  private static final int WRITES_BETWEEN_KILLS = 60;

  @Test
  void nothingComesInUnheldBeforeDuringAndAfterTheApiServerIsKilled(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.ours(), "the API server may be killed");
    var dc1 = world.datacenter("dc1");
    dc1.window();
    var fault = dc1.fault("lb-error");

    var load = Load.on(dc1, WRITERS);
    try (load) {
      load.awaitWrites(WRITES_BETWEEN_KILLS);
      for (var kill = 0; kill < 3; kill++) {
        cluster.restartApiServer();
        load.awaitWrites(WRITES_BETWEEN_KILLS);
      }
    }

    assertThat(load.unheld()).isEmpty();
    during(
        Duration.ofSeconds(2),
        () -> {
          assertThat(deployments(dc1)).isNotEmpty().allMatch(ApiServerDownIT::isHeld);
          assertThat(replicaSets(dc1)).isEmpty();
        });

    fault.resolve();

    within(
        Duration.ofMinutes(1),
        () -> {
          assertThat(deployments(dc1)).noneMatch(ApiServerDownIT::isHeld);
          assertThat(replicaSets(dc1)).hasSameSizeAs(deployments(dc1));
        });
  }

  private static List<Deployment> deployments(Datacenter datacenter) {
    var admin = datacenter.app("any").client();
    return admin.apps().deployments().inNamespace(datacenter.namespace()).list().getItems();
  }

  private static List<?> replicaSets(Datacenter datacenter) {
    var admin = datacenter.app("any").client();
    return admin.apps().replicaSets().inNamespace(datacenter.namespace()).list().getItems();
  }

  private static boolean isHeld(Deployment deployment) {
    return App.isHeld(deployment) && Boolean.TRUE.equals(deployment.getSpec().getPaused());
  }
}
