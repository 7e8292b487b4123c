package dev.rollguard.e2e.chart;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The cluster of {@code e2e/cluster} with the chart's policies; the operator need not run. */
final class TestCluster {
  private static final Path E2E = Path.of("").toAbsolutePath();
  private static final String POLICY = "namespaces.datacenter.rollguard.dev";

  private TestCluster() {}

  static KubernetesClient admin() {
    return Holder.ADMIN;
  }

  /** Started once, by the first test that asks. */
  private static final class Holder {
    static final KubernetesClient ADMIN = start();
  }

  private static KubernetesClient start() {
    String exports = cluster("up", "--no-node");
    String kubeconfig =
        exports
            .lines()
            .filter(line -> line.startsWith("export KUBECONFIG="))
            .map(line -> line.substring(line.indexOf('=') + 1).replace("'", "").replace("\"", ""))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("No KUBECONFIG in: " + exports));
    KubernetesClient admin =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(Path.of(kubeconfig).toFile()))
            .build();
    var bindings = admin.admissionRegistration().v1().validatingAdmissionPolicyBindings();
    if (bindings.withName(POLICY).get() == null) {
      cluster(
          "helm",
          "upgrade",
          "--install",
          "rollguard",
          E2E.resolveSibling("helm/rollguard").toString(),
          "--namespace",
          "rollguard",
          "--create-namespace",
          "--set",
          "replicas=0");
    }
    // The API server takes a new policy up within a second or two.
    Instant written =
        Instant.parse(bindings.withName(POLICY).get().getMetadata().getCreationTimestamp());
    await().until(() -> Instant.now().isAfter(written.plusSeconds(3)));
    return admin;
  }

  private static String cluster(String... arguments) {
    List<String> command = new ArrayList<>(List.of(E2E.resolve("cluster").toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
