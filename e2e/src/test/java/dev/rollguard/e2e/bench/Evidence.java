package dev.rollguard.e2e.bench;

import com.sun.net.httpserver.HttpServer;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Check;
import dev.rollguard.api.v1alpha1.CheckPurpose;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.HttpCheck;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.ObjectRef;
import dev.rollguard.api.v1alpha1.PreTest;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** What evidence costs: the way from a verdict to a release, and many runs at the same time. */
final class Evidence {
  private static final String NAMESPACE = "evidence";
  private static final String TEMPLATE = "bench";
  private static final int DEPLOYMENTS = 200;
  private static final int VERDICTS = 100;
  private static final Duration MEASURED = Duration.ofSeconds(30);

  private final Site site;
  private final OperatorPod pod;
  private final Report report;
  private final String host;

  /**
   * @param host where the operator's pod reaches this machine
   */
  Evidence(Site site, OperatorPod pod, Report report, String host) {
    this.host = host;
    this.site = site;
    this.pod = pod;
    this.report = report;
  }

  void measure() {
    site.namespace(NAMESPACE, true);
    window();
    site.awaitEnforced();
    Site.inParallel(
        DEPLOYMENTS,
        i -> site.client.resource(site.deployment(NAMESPACE, "app-" + i, 0, 0)).create());
    Site.await("held and on record", () -> held().size() >= DEPLOYMENTS);
    manyRuns(held());
    verdictToRelease(held());
  }

  /** It wants what nobody runs, so that all of them stay held until somebody reports. */
  private void window() {
    var test = new PreTest();
    test.setTemplate("reported");
    test.setAccept(List.of(CheckRunType.External));
    var gates = new Gates();
    gates.setPreTests(List.of(test));
    var window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(NAMESPACE).build());
    window.getSpec().setDatacenter(NAMESPACE);
    window.getSpec().setGates(gates);
    site.client.resource(window).create();
  }

  private Map<String, Change> held() {
    return site
        .client
        .resources(Change.class)
        .inNamespace(NAMESPACE)
        .withLabel(Labels.ACTIVE)
        .list()
        .getItems()
        .stream()
        .filter(c -> String.valueOf(c.getStatus().getState()).equals("Held"))
        .collect(Collectors.toMap(c -> c.getSpec().getWorkloadRef().getName(), c -> c));
  }

  private static CheckRun run(String name, Change change, CheckRunType type, String template) {
    var run = new CheckRun();
    run.setMetadata(new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build());
    var ref = new ObjectRef();
    ref.setName(change.getMetadata().getName());
    run.getSpec().setType(type);
    run.getSpec().setPurpose(CheckPurpose.PreTest);
    run.getSpec().setTemplate(template);
    run.getSpec().setChangeRef(ref);
    run.getSpec().setTemplateHash(change.getSpec().getTemplateHash());
    return run;
  }

  private void manyRuns(Map<String, Change> changes) {
    var asked = new AtomicLong();
    var server = server(asked);
    try {
      template("http://%s:%d/".formatted(host, server.getAddress().getPort()));
      var idle = cpuShare();
      var before = pod.workingSetMegabytes();
      var all = List.copyOf(changes.values());
      Site.inParallel(
          all.size(),
          i ->
              site.client
                  .resource(run("many-" + i, all.get(i), CheckRunType.Run, TEMPLATE))
                  .create());
      Site.await("every run measures, and Java is warm", () -> asked.get() >= 20L * all.size());
      var samples = asked.get();
      var cores = cpuShare();
      var each = (asked.get() - samples) / (double) MEASURED.toSeconds() / all.size();
      var more = pod.workingSetMegabytes() - before;
      report.add(
          "200 runs at the same time, a sample each second each (%.2f were taken)".formatted(each),
          "≤ 0.5 core, ≤ 64 MB more",
          cores - idle <= 0.5 && more <= 64,
          "%.2f core more than idle (%.2f), %d MB more",
          cores - idle,
          idle,
          more);
    } finally {
      server.stop(0);
      site.client.resources(CheckRun.class).inNamespace(NAMESPACE).delete();
    }
  }

  private HttpServer server(AtomicLong asked) {
    try {
      var server = HttpServer.create(new InetSocketAddress(host, 0), 256);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            var body = "{\"errors\": 0}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void template(String url) {
    var http = new HttpCheck();
    http.setUrl(url);
    http.setPass("json.errors == 0");
    var check = new Check();
    check.setName("errors");
    check.setHttp(http);
    check.setInterval("1s");
    check.setCount(1000);
    var template = new CheckTemplate();
    template.setMetadata(new ObjectMetaBuilder().withName(TEMPLATE).build());
    template.getSpec().setChecks(List.of(check));
    site.client.resource(template).create();
  }

  /** Cores that the operator's process takes. */
  private double cpuShare() {
    var from = Instant.now();
    var before = pod.cpuSeconds();
    Site.await("measured", () -> Instant.now().isAfter(from.plus(MEASURED)));
    return (pod.cpuSeconds() - before) / (Duration.between(from, Instant.now()).toMillis() / 1e3);
  }

  private void verdictToRelease(Map<String, Change> changes) {
    var reported = new ArrayList<Double>();
    var judged = new ArrayList<Double>();
    try (var seen = new Seen(site.client, d -> isHere(d.getMetadata()) && Seen.free(d));
        var verdicts = new Verdicts(site.client, NAMESPACE)) {
      for (var i = 0; i < VERDICTS; i++) {
        var deployment = "app-" + i;
        var start = Instant.now();
        site.client.resource(report("report-" + i, changes.get(deployment))).create();
        Site.await("released", () -> seen.when.containsKey(NAMESPACE + "/" + deployment), 5);
        var released = seen.when.get(NAMESPACE + "/" + deployment);
        reported.add(millis(start, released));
        judged.add(millis(verdicts.when.getOrDefault("report-" + i, released), released));
      }
    }
    var whole = Samples.ofMillis(reported);
    var samples = Samples.ofMillis(judged);
    report.add(
        "verdict in the API server → paused cleared",
        "p99 ≤ 150 ms",
        samples.quantile(0.99) <= 150,
        "p50 %.0f ms, p99 %.0f ms (from the report of a test elsewhere: p50 %.0f ms, p99 %.0f ms)",
        samples.median(),
        samples.quantile(0.99),
        whole.median(),
        whole.quantile(0.99));
  }

  private static boolean isHere(ObjectMeta metadata) {
    return NAMESPACE.equals(metadata.getNamespace());
  }

  private static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }

  private static CheckRun report(String name, Change change) {
    var run = run(name, change, CheckRunType.External, "reported");
    var told = new dev.rollguard.api.v1alpha1.Report();
    told.setVerdict(CheckVerdict.Pass);
    told.setSummary("measured");
    run.getSpec().setReport(told);
    return run;
  }
}
