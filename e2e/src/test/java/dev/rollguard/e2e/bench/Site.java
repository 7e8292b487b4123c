package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.FaultGate;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Resolution;
import dev.rollguard.api.v1alpha1.Severity;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Fills a cluster with datacenters, windows, faults and Deployments, and changes them. */
final class Site {
  static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final int WRITERS = 12;
  private static final int PATIENCE_SECONDS = 300;

  final KubernetesClient client;

  Site(KubernetesClient client) {
    this.client = client;
  }

  void namespace(String name, boolean governed) {
    var labels =
        governed ? java.util.Map.of(Labels.DATACENTER, name) : java.util.Map.<String, String>of();
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build())
        .serverSideApply();
  }

  void label(String namespace, String key, String value) {
    client
        .namespaces()
        .withName(namespace)
        .edit(n -> {
          n.getMetadata().getLabels().put(key, value);
          return n;
        });
  }

  void window(String name, String datacenter, String quietPeriod) {
    var window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(name).build());
    window.getSpec().setDatacenter(datacenter);
    var faults = new FaultGate();
    faults.setQuietPeriod(quietPeriod);
    var gates = new Gates();
    gates.setFaults(faults);
    window.getSpec().setGates(gates);
    client.resource(window).create();
  }

  void fault(String name, String datacenter) {
    var fault = new Fault();
    fault.setMetadata(new ObjectMetaBuilder().withName(name).build());
    fault.getSpec().setDatacenter(datacenter);
    fault.getSpec().setSeverity(Severity.Major);
    fault.getSpec().setSummary("measured");
    client.resource(fault).create();
  }

  void resolve(String name) {
    client
        .resources(Fault.class)
        .withName(name)
        .edit(f -> {
          var resolution = new Resolution();
          resolution.setCause("found");
          resolution.setEvidence("seen");
          f.getSpec().setResolution(resolution);
          return f;
        });
  }

  Deployment deployment(String namespace, String name, int replicas, int minReadySeconds) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withMinReadySeconds(minReadySeconds)
        .withNewSelector()
        .addToMatchLabels("app", name)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("app")
        .withImage("app:1")
        .addNewEnv()
        .withName("MODE")
        .withValue("production")
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static String image(String image) {
    return "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"%s\"}]}}}}"
        .formatted(image);
  }

  void setImage(String namespace, String name, String image) {
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), image(image));
  }

  long held(String namespace) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withLabel(Labels.HELD)
        .list()
        .getItems()
        .size();
  }

  /** Many at once, all of them done when it returns. */
  static void inParallel(int count, IntConsumer work) {
    try (var executor = Executors.newFixedThreadPool(WRITERS)) {
      var running = new ArrayList<Future<?>>();
      IntStream.range(0, count).forEach(i -> running.add(executor.submit(() -> work.accept(i))));
      for (var one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  static void await(String what, BooleanSupplier done) {
    await(what, done, 50);
  }

  static void await(String what, BooleanSupplier done, int everyMillis) {
    org.awaitility.Awaitility.await(what)
        .atMost(java.time.Duration.ofSeconds(PATIENCE_SECONDS))
        .pollInterval(java.time.Duration.ofMillis(everyMillis))
        .until(done::getAsBoolean);
  }

  /** Waits until every window says that it is enforced. */
  void awaitEnforced() {
    await(
        "windows enforced",
        () ->
            client.resources(ChangeWindow.class).list().getItems().stream()
                .allMatch(w ->
                    w.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> c.getType().equals("Enforced") && c.getStatus().equals("True"))));
  }

  /** Runs e2e/cluster with these arguments. */
  static void cluster(String... arguments) {
    run("./cluster", arguments);
  }

  /** Runs a program of {@code e2e} with these arguments. */
  static void run(String program, String... arguments) {
    var words = new ArrayList<>(List.of(program));
    words.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      var text =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + text);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
