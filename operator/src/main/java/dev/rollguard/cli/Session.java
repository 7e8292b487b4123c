package dev.rollguard.cli;

import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user's access to one cluster. Nothing is sent before the client is first asked for. */
final class Session implements AutoCloseable {
  private static final String DEFAULT_NAMESPACE = "default";

  private final Config config;
  private @Nullable KubernetesClient client;
  private @Nullable Reader reader;

  Session(Config config) {
    this.config = config;
  }

  /** For commands that only look; the first answer is there sooner. */
  synchronized Reader reader() {
    if (reader == null) {
      reader = new Reader(config);
    }
    return reader;
  }

  /** For commands that write. */
  synchronized KubernetesClient client() {
    if (client == null) {
      client = Clients.create(config);
    }
    return client;
  }

  /** Of {@code -n}, else of the kubeconfig's context, else {@code default}. */
  String namespace() {
    return Optional.ofNullable(config.getNamespace()).orElse(DEFAULT_NAMESPACE);
  }

  /** Where the API server is, as it stands in messages. */
  String address() {
    return String.valueOf(config.getMasterUrl()).replaceAll("/$", "");
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
    if (reader != null) {
      reader.close();
    }
  }
}
