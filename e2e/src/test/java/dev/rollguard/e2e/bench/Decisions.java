package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** How fast the operator stops and releases, seen from outside by a watch. */
final class Decisions {
  private static final int DATACENTERS = 100;
  static final int IN_MOTION = 50;
  private static final int AT_ONCE = 1000;
  private static final int CALM_MILLIS = 5_000;

  private final Site site;
  private final Report report;

  Decisions(Site site, Report report) {
    this.site = site;
    this.report = report;
  }

  /** One held Deployment in each datacenter; each is freed by the end of its own quiet period. */
  void releaseLatency() {
    for (var i = 0; i < DATACENTERS; i++) {
      site.fault("latency-" + i, "dc-" + i);
      site.setImage("dc-" + i, "app-0", "app:latency");
    }
    Site.await(
        "held",
        () ->
            site.client
                    .apps()
                    .deployments()
                    .inAnyNamespace()
                    .withLabel(Labels.HELD)
                    .list()
                    .getItems()
                    .size()
                >= DATACENTERS);
    var delays = new ArrayList<Double>();
    try (var seen =
        new Seen(site.client, d -> d.getMetadata().getName().equals("app-0") && Seen.free(d))) {
      eachSecond(DATACENTERS, i -> site.resolve("latency-" + i));
      Site.await("released", () -> seen.when.size() >= DATACENTERS);
      for (var i = 0; i < DATACENTERS; i++) {
        var quiet =
            site.client
                .resources(Fault.class)
                .withName("latency-" + i)
                .require()
                .getStatus()
                .getQuietUntil();
        var freed = seen.when.get("dc-" + i + "/app-0");
        delays.add(Duration.between(Instant.parse(quiet), freed).toNanos() / 1e6);
      }
    }
    var samples = Samples.ofMillis(delays);
    report.add(
        "gate passes → paused cleared, 10,000 Deployments and 200 windows cached, one gate a second",
        "p50 ≤ 30 ms, p99 ≤ 150 ms",
        samples.median() <= 30 && samples.quantile(0.99) <= 150,
        "p50 %.0f ms, p99 %.0f ms",
        samples.median(),
        samples.quantile(0.99));
  }

  /** Stamps have whole seconds: what is resolved within one of them is released together. */
  private static void eachSecond(int count, IntConsumer work) {
    try (var timer = Executors.newSingleThreadScheduledExecutor()) {
      var next = new AtomicInteger();
      var over = new CountDownLatch(count);
      timer.scheduleAtFixedRate(
          () -> {
            if (next.get() < count) {
              work.accept(next.getAndIncrement());
              over.countDown();
            }
          },
          0,
          1,
          TimeUnit.SECONDS);
      over.await();
      timer.shutdownNow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void faultStopsWhatMoves() {
    var namespace = "dc-0";
    Site.inParallel(
        IN_MOTION,
        i -> site.client.resource(site.deployment(namespace, "moving-" + i, 2, 300)).create());
    Site.await(
        "in motion",
        () ->
            site.client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                    .filter(d -> d.getMetadata().getName().startsWith("moving-"))
                    .filter(d ->
                        d.getStatus() != null
                            && Integer.valueOf(2).equals(d.getStatus().getUpdatedReplicas()))
                    .filter(Seen::free)
                    .count()
                == IN_MOTION);
    Site.await(
        "recorded",
        () ->
            site
                    .client
                    .resources(dev.rollguard.api.v1alpha1.Change.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .stream()
                    .filter(c -> c.getSpec().getWorkloadRef().getName().startsWith("moving-"))
                    .filter(c -> String.valueOf(c.getStatus().getState()).equals("Released"))
                    .count()
                == IN_MOTION);
    awaitCalm(namespace);
    try (var seen =
        new Seen(
            site.client, d -> d.getMetadata().getName().startsWith("moving-") && Seen.held(d))) {
      site.fault("stop", namespace);
      var stored = Instant.now();
      Site.await("paused", () -> seen.when.size() == IN_MOTION);
      var last = seen.when.values().stream().max(Instant::compareTo).orElseThrow();
      var millis = Duration.between(stored, last).toMillis();
      report.add(
          "Fault stored → 50 rollouts in motion paused, the last one",
          "≤ 500 ms",
          millis <= 500,
          "%d ms",
          millis);
    }
    site.resolve("stop");
  }

  /** Starting so many rollouts keeps a small machine busy for a while; that is not measured. */
  private void awaitCalm(String namespace) {
    var last = new AtomicReference<>("");
    Site.await(
        "the namespace is calm",
        () -> {
          var now =
              site.client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                  .map(d -> d.getMetadata().getResourceVersion())
                  .toList()
                  .toString();
          return now.equals(last.getAndSet(now));
        },
        CALM_MILLIS);
  }

  void manyAtOnce() {
    var namespace = "dc-1";
    site.fault("many", namespace);
    Site.inParallel(
        AT_ONCE, i -> site.client.resource(site.deployment(namespace, "many-" + i, 0, 0)).create());
    Site.await("held and on record", () -> recorded(namespace) >= AT_ONCE);
    try (var seen =
        new Seen(site.client, d -> d.getMetadata().getName().startsWith("many-") && Seen.free(d))) {
      site.resolve("many");
      Site.await("released", () -> seen.when.size() == AT_ONCE);
      var quiet =
          Instant.parse(
              site.client
                  .resources(Fault.class)
                  .withName("many")
                  .require()
                  .getStatus()
                  .getQuietUntil());
      var last = seen.when.values().stream().max(Instant::compareTo).orElseThrow();
      var seconds = Duration.between(quiet, last).toMillis() / 1e3;
      report.add(
          "1,000 held Deployments released after a fault closes, the last one",
          "≤ 10 s",
          seconds <= 10,
          "%.1f s",
          seconds);
    }
  }

  private long recorded(String namespace) {
    return site
        .client
        .resources(dev.rollguard.api.v1alpha1.Change.class)
        .inNamespace(namespace)
        .withLabel(Labels.ACTIVE)
        .list()
        .getItems()
        .stream()
        .filter(c -> String.valueOf(c.getStatus().getState()).equals("Held"))
        .count();
  }
}
