package dev.rollguard.e2e.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;

/**
 * What a write costs in the API server with Rollguard's policies, against a second API server on
 * the same etcd whose admission policies are switched off. Write by write in turns, so that both
 * meet the same noise; the operator is stopped, so that nothing else writes.
 */
final class WriteCost {
  private static final int WARM_UP = 60;
  private static final int COUNT = 400;
  private static final PatchContext STRATEGIC = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private final Site with;
  private final Site without;
  private final Report report;

  WriteCost(KubernetesClient with, KubernetesClient without, Report report) {
    this.with = new Site(with);
    this.without = new Site(without);
    this.report = report;
  }

  /** One kind of write to the i-th Deployment. */
  private interface Write {
    void send(KubernetesClient client, String namespace, String name, int i);
  }

  void measure(String governed, String free, String windows) {
    hold(governed, "starting a hold, " + windows);
    compare(
        "metadata of a held Deployment, " + windows,
        "≤ 1.25×",
        1.25,
        governed,
        "hold",
        this::metadata);
    compare(
        "metadata of a governed Deployment, " + windows,
        "≤ 1.10×",
        1.10,
        governed,
        "calm",
        this::metadata);
    compare(
        "scale of a held Deployment, " + windows, "≤ 1.05×", 1.05, governed, "hold", this::scale);
    compare(
        "status of a held Deployment, " + windows, "≤ 1.05×", 1.05, governed, "hold", this::status);
    compare("a new template elsewhere, " + windows, "≤ 1.05×", 1.05, free, "calm", this::template);
  }

  /** Answers what a hold adds to a write, in milliseconds. */
  double hold(String governed, String what) {
    return compare(what, "≤ 1.5×", 1.5, governed, "hold", this::template);
  }

  /** The same hold made by Kyverno, against what ours added. */
  void compareWithKyverno(String namespace, double ours) {
    var theirs =
        compare(
            "starting the same hold by Kyverno's MutatingPolicy",
            "to be beaten",
            Double.MAX_VALUE,
            namespace,
            "hold",
            this::template);
    report.add(
        "what a hold adds to a write, against Kyverno's MutatingPolicy",
        "≤ 0.65×",
        ours <= 0.65 * theirs,
        "%.2f× (+%.2f ms against +%.2f ms)",
        ours / theirs,
        ours,
        theirs);
  }

  /** Deployments of two sets, one for each API server, not governed while they are made. */
  void prepare(String governed, String free) {
    for (var namespace : java.util.List.of(governed, free)) {
      with.namespace(namespace, false);
      for (var set : java.util.List.of("hold", "calm")) {
        Site.inParallel(
            2 * (COUNT + WARM_UP),
            i -> with.client.resource(with.deployment(namespace, set + "-" + i, 0, 0)).create());
      }
    }
    with.namespace(governed, true);
  }

  private double compare(
      String what, String target, double limit, String namespace, String set, Write write) {
    var on = new ArrayList<Long>();
    var off = new ArrayList<Long>();
    for (var i = 0; i < COUNT + WARM_UP; i++) {
      var a = time(write, with.client, namespace, set + "-" + 2 * i, i);
      var b = time(write, without.client, namespace, set + "-" + (2 * i + 1), i);
      if (i >= WARM_UP) {
        on.add(a);
        off.add(b);
      }
    }
    var a = Samples.ofNanos(on);
    var b = Samples.ofNanos(off);
    var ratio = a.median() / b.median();
    report.add(
        "write cost: " + what,
        target,
        ratio <= limit,
        "%.2f× (p50 %.2f → %.2f ms, p99 %.1f → %.1f ms)",
        ratio,
        b.median(),
        a.median(),
        b.quantile(0.99),
        a.quantile(0.99));
    return a.median() - b.median();
  }

  private static long time(
      Write write, KubernetesClient client, String namespace, String name, int i) {
    var start = System.nanoTime();
    write.send(client, namespace, name, i);
    return System.nanoTime() - start;
  }

  private void template(KubernetesClient client, String namespace, String name, int i) {
    patch(client, namespace, name, Site.image("app:" + System.nanoTime()));
  }

  private void metadata(KubernetesClient client, String namespace, String name, int i) {
    patch(
        client,
        namespace,
        name,
        "{\"metadata\":{\"annotations\":{\"note\":\"%d\"}}}".formatted(System.nanoTime()));
  }

  private static void patch(KubernetesClient client, String namespace, String name, String patch) {
    client.apps().deployments().inNamespace(namespace).withName(name).patch(STRATEGIC, patch);
  }

  /** One replica more: kwok's nodes run as many pods as one likes. */
  private void scale(KubernetesClient client, String namespace, String name, int i) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .subresource("scale")
        .patch(Site.MERGE, "{\"spec\":{\"replicas\":1}}");
  }

  private void status(KubernetesClient client, String namespace, String name, int i) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .subresource("status")
        .patch(
            STRATEGIC,
            ("{\"status\":{\"conditions\":[{\"type\":\"Bench\",\"status\":\"True\",\"reason\":\"R%d\","
                    + "\"message\":\"m\"}]}}")
                .formatted(System.nanoTime()));
  }
}
