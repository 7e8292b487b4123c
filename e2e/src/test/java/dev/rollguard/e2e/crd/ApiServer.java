package dev.rollguard.e2e.crd;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The API server of {@code e2e/cluster}, or of {@code -Dkubeconfig=FILE}, with the checked-in
 * definitions. Nothing else of ours need be installed.
 */
final class ApiServer {
  private static final Path E2E = Path.of("").toAbsolutePath();

  private ApiServer() {}

  static KubernetesClient client() {
    return Holder.CLIENT;
  }

  private static final class Holder {
    static final KubernetesClient CLIENT = connect();
  }

  private static KubernetesClient connect() {
    String given = System.getProperty("kubeconfig");
    Path kubeconfig = given == null ? start() : Path.of(given);
    KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build();
    try (Stream<Path> files = Files.list(E2E.resolveSibling("crds"))) {
      files.filter(Files::isRegularFile).forEach(file -> apply(client, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return client;
  }

  private static void apply(KubernetesClient client, Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      CustomResourceDefinition wanted =
          client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
      var definition = client.resource(wanted);
      definition.forceConflicts().serverSideApply();
      await()
          .until(
              () ->
                  definition.get().getStatus().getConditions().stream()
                      .anyMatch(
                          c -> c.getType().equals("Established") && c.getStatus().equals("True")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path start() {
    try {
      Process process =
          new ProcessBuilder(E2E.resolve("cluster").toString(), "up", "--no-node")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String exports = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("e2e/cluster up failed: " + exports);
      }
      return exports
          .lines()
          .filter(line -> line.startsWith("export KUBECONFIG="))
          .map(line -> Path.of(line.substring(line.indexOf('=') + 1).replaceAll("['\"]", "")))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("No KUBECONFIG in: " + exports));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
