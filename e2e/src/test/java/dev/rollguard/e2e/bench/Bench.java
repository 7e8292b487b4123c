package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.HostAddress;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures Rollguard on the cluster of {@code e2e/bench}: {@code Bench STATE SECOND-API-SERVER
 * [--json] [--kyverno] [--only writes|size|checks|kyverno]}.
 */
public final class Bench {
  private static final int DATACENTERS = 100;
  private static final int WINDOWS = 200;
  private static final int DEPLOYMENTS = 10_000;
  private static final int FAULTS = 100;

  private final Path state;
  private final Report report = new Report();
  private final KubernetesClient client;
  private final OperatorPod pod;
  private double ours;
  private final KubernetesClient withoutPolicies;

  private Bench(Path state, String second) {
    this.state = state;
    var config = Config.fromKubeconfig(state.resolve("admin.kubeconfig").toFile());
    client = client(config);
    pod = new OperatorPod(client);
    withoutPolicies = client(new ConfigBuilder(config).withMasterUrl(second).build());
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  public static void main(String[] arguments) {
    var bench = new Bench(Path.of(arguments[0]), arguments[1]);
    var options = List.of(arguments);
    var only = options.indexOf("--only");
    var parts =
        only >= 0
            ? List.of(options.get(only + 1))
            : options.contains("--kyverno")
                ? List.of("writes", "size", "checks", "kyverno")
                : List.of("writes", "size", "checks");
    for (var part : parts) {
      switch (part) {
        case "writes" -> bench.writes();
        case "size" -> bench.size();
        case "checks" -> bench.checks();
        case "kyverno" -> bench.kyverno();
        default -> throw new IllegalArgumentException("There is no part " + part + ".");
      }
    }
    bench.print(arguments);
    System.exit(0);
  }

  private void print(String[] arguments) {
    System.out.println(List.of(arguments).contains("--json") ? report.json() : report.markdown());
  }

  private void checks() {
    new Evidence(new Site(client), pod, report, HostAddress.of(state)).measure();
  }

  private void writes() {
    var cost = new WriteCost(client, withoutPolicies, report);
    var site = new Site(client);
    cost.prepare("cost-a", "free-a");
    site.window("cost-a", "cost-a", "2s");
    site.awaitEnforced();
    Site.cluster("kill-operator");
    quietly(() -> cost.measure("cost-a", "free-a", "1 window"));
    Site.cluster("start-operator");
    cost.prepare("cost-b", "free-b");
    site.window("cost-b", "cost-b", "2s");
    windows(site);
    site.awaitEnforced();
    Site.cluster("kill-operator");
    quietly(() -> cost.measure("cost-b", "free-b", "200 windows"));
    clean("cost-a", "free-a", "cost-b", "free-b");
    Site.cluster("start-operator");
  }

  private static void windows(Site site) {
    for (var i = 0; i < WINDOWS; i++) {
      site.window("w-" + i, "dc-" + i % DATACENTERS, "2s");
    }
  }

  /** Last, since its webhook takes part in the writes of others too. */
  private void kyverno() {
    var cost = new WriteCost(client, withoutPolicies, report);
    var site = new Site(client);
    cost.prepare("cost-c", "free-c");
    cost.prepare("kyverno-hold", "free-d");
    site.label("kyverno-hold", Labels.DATACENTER, "none");
    site.label("kyverno-hold", "kyverno-hold", "yes");
    site.window("cost-c", "cost-c", "2s");
    site.awaitEnforced();
    Site.cluster("kill-operator");
    quietly(() -> ours = cost.hold("cost-c", "starting a hold, before Kyverno is there"));
    Site.run("lib/kyverno", "start");
    quietly(() -> cost.compareWithKyverno("kyverno-hold", ours));
  }

  /**
   * The controller manager, which follows every write with some of its own, is halted meanwhile.
   */
  private void quietly(Runnable measure) {
    Site.await("the Deployment controller has caught up", this::observed);
    signal("STOP");
    try {
      measure.run();
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) {
    try {
      var pid = Files.readString(state.resolve("run/kube-controller-manager.pid")).strip();
      Site.run("kill", "-" + name, pid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void clean(String... namespaces) {
    for (var namespace : namespaces) {
      client.namespaces().withName(namespace).delete();
    }
  }

  private void size() {
    var site = new Site(client);
    if (client.resources(ChangeWindow.class).withName("w-0").get() == null) {
      windows(site);
    }
    for (var i = 0; i < DATACENTERS; i++) {
      site.namespace("dc-" + i, true);
    }
    Site.cluster("kill-operator");
    var each = DEPLOYMENTS / DATACENTERS;
    Site.inParallel(
        DEPLOYMENTS,
        i ->
            withoutPolicies
                .resource(site.deployment("dc-" + i / each, "app-" + i % each, 0, 0))
                .create());
    Site.inParallel(FAULTS, i -> site.fault("calm-" + i, "nowhere-" + i));
    new History(withoutPolicies).write(ofDatacenters());
    Site.await("the Deployment controller has caught up", this::observed);
    start(site);
    memory("memory of the pod's cgroup at that size (working set), after the start");
    var decisions = new Decisions(site, report);
    decisions.releaseLatency();
    decisions.faultStopsWhatMoves();
    decisions.manyAtOnce();
    memory("memory of the pod's cgroup at that size, after all of this");
    new Tool(site, state, report).measure();
  }

  private List<Deployment> ofDatacenters() {
    return client.apps().deployments().inAnyNamespace().list().getItems().stream()
        .filter(d -> d.getMetadata().getNamespace().startsWith("dc-"))
        .toList();
  }

  private boolean observed() {
    return client.apps().deployments().inAnyNamespace().list().getItems().stream()
        .allMatch(d -> d.getStatus() != null && d.getStatus().getObservedGeneration() != null);
  }

  private void start(Site site) {
    var starting = Thread.ofVirtual().start(() -> Site.cluster("start-operator"));
    var seconds = pod.secondsToReady();
    try {
      starting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    site.awaitEnforced();
    report.add(
        "start of the pod's process → ready, with 10,000 Deployments, 200 windows, 100 faults and 10,000 finished Changes",
        "≤ 3 s",
        seconds <= 3,
        "%.1f s",
        seconds);
  }

  private void memory(String what) {
    var megabytes = pod.workingSetMegabytes();
    report.add(what, "≤ 256 MB", megabytes <= 256, "%d MB", megabytes);
  }
}
