package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Row 7. The API server is killed under load: from its first answer on, everything is held. */
@Scenario
@Isolated
@Tag("disruptive")
class ApiServerDownIT {
  private static final int WRITERS = 4;
  private static final int DEPLOYMENTS_EACH = 12;
  private static final int WRITES_BETWEEN_KILLS = 60;

  @Test
  void nothingComesInUnheldBeforeDuringAndAfterTheApiServerIsKilled(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.ours(), "the API server may be killed");
    var dc1 = world.datacenter("dc1");
    dc1.window();
    var fault = dc1.fault("lb-error");

    var load = new Load(dc1);
    try {
      load.awaitWrites(WRITES_BETWEEN_KILLS);
      for (var kill = 0; kill < 3; kill++) {
        cluster.restartApiServer();
        load.awaitWrites(WRITES_BETWEEN_KILLS);
      }
    } finally {
      load.stop();
    }

    assertThat(load.unheld).isEmpty();
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

  /**
   * Writers that create Deployments, change their templates and try to resume them, without end.
   */
  private static final class Load {
    private final Datacenter datacenter;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<String> unheld = new ConcurrentLinkedQueue<>();
    private final java.util.concurrent.ExecutorService writers =
        Executors.newFixedThreadPool(WRITERS);

    Load(Datacenter datacenter) {
      this.datacenter = datacenter;
      for (var writer = 0; writer < WRITERS; writer++) {
        var number = writer;
        writers.execute(() -> write(number));
      }
    }

    private void write(int writer) {
      for (var turn = 0; !stopped.get(); turn++) {
        var app = datacenter.app("chat-%d-%d".formatted(writer, turn % DEPLOYMENTS_EACH));
        try {
          note(turn < DEPLOYMENTS_EACH ? create(app) : change(app, turn));
        } catch (KubernetesClientException theApiServerIsDead) {
          Thread.onSpinWait();
        }
      }
    }

    private static Deployment create(App app) {
      var paused = app.draft("chat:1").editSpec().withPaused(false).withReplicas(1).endSpec();
      return app.client().resource(paused.build()).create();
    }

    private static Deployment change(App app, int turn) {
      return app.resource()
          .patch(
              PatchContext.of(PatchType.STRATEGIC_MERGE),
              """
              {"metadata": {"labels": {"rollguard.dev/held": null}}, "spec": {"paused": false,
                "template": {"spec": {"containers": [{"name": "app", "image": "chat:%d"}]}}}}\
              """
                  .formatted(turn));
    }

    private void note(Deployment stored) {
      accepted.incrementAndGet();
      if (!isHeld(stored)) {
        unheld.add(stored.getMetadata().getName() + " " + stored.getSpec());
      }
    }

    void awaitWrites(int more) {
      var enough = accepted.get() + more;
      within(Duration.ofMinutes(1), () -> assertThat(accepted.get()).isGreaterThan(enough));
    }

    void stop() {
      stopped.set(true);
      writers.close();
    }
  }
}
