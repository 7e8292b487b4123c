package dev.rollguard;

import dev.rollguard.config.Config;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The real operator inside the test's process, under the chart's ServiceAccount. Once armed it dies
 * with its n-th write to a Deployment, a Change, what tries one or what people say of one: the API
 * server has stored the write, the operator never learns, and not one request leaves it any more.
 * As after a kill -9, another one starts.
 */
final class CutOffOperator implements AutoCloseable {
  private static final List<String> WRITES = List.of("POST", "PUT", "PATCH", "DELETE");

  private final KubernetesClient client;
  private final Operation operation;
  private final Thread thread;
  private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicBoolean dead = new AtomicBoolean();
  private final CountDownLatch died = new CountDownLatch(1);
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Random random = new Random(0);
  private volatile double failing;
  private volatile boolean mayPatch = true;

  CutOffOperator(Cluster cluster) {
    this(
        new ConfigBuilder(cluster.config()).withRequestRetryBackoffLimit(0),
        InstantSource.system());
  }

  /** On a machine with another clock. */
  static CutOffOperator withClock(InstantSource clock, Cluster cluster) {
    return new CutOffOperator(Clients.patience(new ConfigBuilder(cluster.config())), clock);
  }

  /** With the real operator's timeouts, and through that line. */
  static CutOffOperator through(Line line, Cluster cluster) {
    var config = new ConfigBuilder(cluster.config()).withMasterUrl(line.url());
    return new CutOffOperator(Clients.patience(config), InstantSource.system());
  }

  private CutOffOperator(ConfigBuilder connection, InstantSource clock) {
    var environment =
        Map.of(
            "ROLLGUARD_NAMESPACE", "rollguard",
            "ROLLGUARD_SERVICE_ACCOUNT", "rollguard",
            "ROLLGUARD_PORT", "0",
            "ROLLGUARD_LEADER_ELECTION", "false");
    var config = Config.from(environment);
    connection.withImpersonateUsername(config.operatorUser());
    var wiring =
        new Wiring(
            config, listeners -> Clients.create(connection.build(), withCut(listeners)), clock);
    client = wiring.client;
    operation = new Operation(wiring);
    thread = Thread.ofPlatform().name("operator").start(this::operate);
  }

  private Map<String, Interceptor> withCut(Map<String, Interceptor> listeners) {
    var all = new HashMap<>(listeners);
    all.put("cut", new Cut());
    return all;
  }

  private void operate() {
    try {
      operation.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // its requests fail by design
    }
  }

  /** From now on it dies with this write, counted from 1. */
  void dieWithWrite(int n) {
    writesLeft.set(n);
  }

  void awaitDeath() throws InterruptedException {
    died.await();
  }

  /** From now on this part of its requests fails, half of them after they were done. */
  void failAtRandom(Random random, double part) {
    this.random = random;
    this.failing = part;
  }

  /** Without the right every patch of a Deployment is answered with 403. */
  void mayPatchDeployments(boolean may) {
    mayPatch = may;
  }

  /** How many requests failed by design. */
  int failures() {
    return failures.get();
  }

  /** How many requests it sent. */
  int requests() {
    return requests.get();
  }

  private boolean fails() {
    synchronized (dead) {
      return random.nextDouble() < failing / 2;
    }
  }

  private void fail(int code, String message) {
    failures.incrementAndGet();
    throw new KubernetesClientException(message, code, null);
  }

  private final class Cut implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (dead.get()) {
        throw new IllegalStateException("The operator is dead.");
      }
      requests.incrementAndGet();
      if (!mayPatch
          && request.method().equals("PATCH")
          && request.uri().getPath().matches(".*/deployments/[^/]+")) {
        fail(403, "deployments.apps is forbidden");
      }
      if (fails()) {
        fail(500, "failed before it was sent");
      }
    }

    @Override
    public void after(
        HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
      if (counts(request) && writesLeft.decrementAndGet() == 0) {
        dead.set(true);
        died.countDown();
      }
      if (dead.get()) {
        throw new IllegalStateException("The operator is dead.");
      }
      if (fails()) {
        fail(500, "the answer was lost");
      }
    }

    private boolean counts(HttpRequest request) {
      var path = request.uri().getPath();
      return WRITES.contains(request.method())
          && path.matches(".*/(deployments|changes|checkruns|jobs|approvals|breakglasses)(/.*)?");
    }
  }

  @Override
  public void close() {
    operation.close();
    thread.interrupt();
    client.close();
  }
}
