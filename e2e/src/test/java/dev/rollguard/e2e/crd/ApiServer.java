package dev.rollguard.e2e.crd;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An API server of its own with the checked-in definitions and nothing else of ours, ended at the
 * end. {@code -Dkubeconfig=FILE} takes one that runs already, and leaves it running.
 */
final class ApiServer implements AutoCloseable {
  private static final Path E2E = Path.of("").toAbsolutePath();
  private static final Path STATE = E2E.resolve("target/crd-cluster");

  private final KubernetesClient client;
  private final boolean ours;

  private ApiServer(Path kubeconfig, boolean ours) {
    this.ours = ours;
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
  }

  static ApiServer start() throws IOException {
    String given = System.getProperty("kubeconfig");
    if (given == null) {
      cluster("up", "--no-node");
    }
    ApiServer server =
        new ApiServer(
            given == null ? STATE.resolve("admin.kubeconfig") : Path.of(given), given == null);
    try (Stream<Path> files = Files.list(E2E.resolveSibling("crds"))) {
      files.filter(Files::isRegularFile).forEach(file -> apply(server.client, file));
    }
    return server;
  }

  KubernetesClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    if (ours) {
      cluster("down");
    }
  }

  private static void apply(KubernetesClient client, Path file) {
    try (InputStream yaml = Files.newInputStream(file)) {
      CustomResourceDefinition wanted =
          client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
      var definition = client.resource(wanted);
      definition.forceConflicts().serverSideApply();
      await().atMost(java.time.Duration.ofMinutes(1)).until(() -> isEstablished(definition.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A definition that is only just created has no status yet, or one without conditions. */
  private static boolean isEstablished(CustomResourceDefinition definition) {
    return Optional.ofNullable(definition.getStatus())
        .map(CustomResourceDefinitionStatus::getConditions)
        .stream()
        .flatMap(List::stream)
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static void cluster(String... arguments) {
    List<String> command = new ArrayList<>(List.of(E2E.resolve("cluster").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("STATE", STATE.toString());
    try {
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException(command + " failed.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
