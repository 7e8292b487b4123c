package dev.rollguard.e2e.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Measures Rollguard on the cluster of {@code e2e/bench}: {@code Bench STATE SECOND-API-SERVER
 * [--json]}.
 */
public final class Bench {
  private static final int DATACENTERS = 100;
  private static final int WINDOWS = 200;
  private static final int DEPLOYMENTS = 10_000;
  private static final int FAULTS = 100;

  private final Path state;
  private final Report report = new Report();
  private final KubernetesClient client;
  private final KubernetesClient withoutPolicies;

  private Bench(Path state, String second) {
    this.state = state;
    var config = Config.fromKubeconfig(state.resolve("admin.kubeconfig").toFile());
    client = client(config);
    withoutPolicies = client(new ConfigBuilder(config).withMasterUrl(second).build());
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  public static void main(String[] arguments) throws IOException {
    var bench = new Bench(Path.of(arguments[0]), arguments[1]);
    bench.writes();
    bench.scale();
    System.out.println(
        List.of(arguments).contains("--json") ? bench.report.json() : bench.report.markdown());
    System.exit(0);
  }

  private void writes() {
    var cost = new WriteCost(client, withoutPolicies, report);
    var site = new Site(client);
    cost.prepare("cost-a", "free-a");
    site.window("cost-a", "cost-a", "2s");
    site.awaitEnforced();
    Site.cluster("kill-operator");
    cost.measure("cost-a", "free-a", "1 window");
    Site.cluster("start-operator");
    cost.prepare("cost-b", "free-b");
    site.window("cost-b", "cost-b", "2s");
    for (var i = 1; i < WINDOWS; i++) {
      site.window("w-" + i, "dc-" + i % DATACENTERS, "2s");
    }
    site.awaitEnforced();
    Site.cluster("kill-operator");
    cost.measure("cost-b", "free-b", "200 windows");
    clean("cost-a", "free-a", "cost-b", "free-b");
    Site.cluster("start-operator");
  }

  private void clean(String... namespaces) {
    for (var namespace : namespaces) {
      client.namespaces().withName(namespace).delete();
    }
  }

  private void scale() throws IOException {
    var site = new Site(client);
    site.window("dc-0", "dc-0", "2s");
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
    Site.await("the Deployment controller has caught up", this::observed);
    start();
    site.awaitEnforced();
    memory("resident memory at that size, after the start");
    var decisions = new Decisions(site, report);
    decisions.releaseLatency();
    decisions.faultStopsWhatMoves();
    decisions.manyAtOnce();
    memory("resident memory at that size, after all of this");
  }

  private boolean observed() {
    return client.apps().deployments().inAnyNamespace().list().getItems().stream()
        .allMatch(d -> d.getStatus() != null && d.getStatus().getObservedGeneration() != null);
  }

  private void start() {
    var began = System.nanoTime();
    Site.cluster("start-operator");
    var seconds = (System.nanoTime() - began) / 1e9;
    report.add(
        "start → ready with 10,000 Deployments, 200 windows, 100 faults (with the launcher's own time)",
        "≤ 3 s",
        seconds <= 3,
        "%.1f s",
        seconds);
  }

  private void memory(String what) throws IOException {
    var pid = Files.readString(state.resolve("run/operator.pid")).strip();
    var status = Files.readAllLines(Path.of("/proc", pid, "status"));
    var kilobytes =
        status.stream()
            .filter(l -> l.startsWith("VmRSS:"))
            .map(l -> l.replaceAll("\\D+", ""))
            .mapToLong(Long::parseLong)
            .findFirst()
            .orElseThrow();
    report.add(what, "≤ 256 MB", kilobytes / 1024 <= 256, "%d MB", kilobytes / 1024);
  }
}
