package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writers that create Deployments, change their templates and try to resume them, without end. What
 * the API server answers to each write is what it stored: so no moment without a hold is missed.
 */
public final class Load implements AutoCloseable {
  private static final int DEPLOYMENTS_EACH = 12;

  private final Datacenter datacenter;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Queue<String> unheld = new ConcurrentLinkedQueue<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;

  private Load(Datacenter datacenter, int writers) {
    this.datacenter = datacenter;
    threads = Executors.newFixedThreadPool(writers);
    for (var writer = 0; writer < writers; writer++) {
      var number = writer;
      threads.execute(() -> write(number));
    }
  }

  /** Starts it; it ends when it is closed. */
  public static Load on(Datacenter datacenter, int writers) {
    return new Load(datacenter, writers);
  }

  private void write(int writer) {
    for (var turn = 0; !stopped.get(); turn++) {
      var app = datacenter.app("chat-%d-%d".formatted(writer, turn % DEPLOYMENTS_EACH));
      try {
        note(turn < DEPLOYMENTS_EACH ? create(app) : change(app, turn));
      } catch (KubernetesClientException e) {
        noteRefusal(e); // any other: the API server is dead
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
    if (!App.isHeld(stored) || !Expect.isPaused(stored)) {
      unheld.add(stored.getMetadata().getName() + " " + stored.getSpec());
    }
  }

  private void noteRefusal(KubernetesClientException e) {
    if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
      refused.add(e.getMessage());
    }
  }

  /** Returns when so many more writes were accepted. */
  public void awaitWrites(int more) {
    var enough = accepted.get() + more;
    within(Duration.ofMinutes(1), () -> assertThat(accepted.get()).isGreaterThan(enough));
  }

  /** The writes that were stored unheld, each as it was stored. */
  public List<String> unheld() {
    return List.copyOf(unheld);
  }

  /** The writes that a policy refused, as the last look does where nothing keeps a hold. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  @Override
  public void close() {
    stopped.set(true);
    threads.close();
  }
}
