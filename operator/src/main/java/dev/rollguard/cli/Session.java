package dev.rollguard.cli;

import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user's access to one cluster. Nothing is read or sent before it is first asked for. */
final class Session implements AutoCloseable {
  private static final String DEFAULT_NAMESPACE = "default";

  private final Connection connection;
  private final Shell shell;
  private final Optional<Kubectl> kubectl;
  private @Nullable Config config;
  private @Nullable KubernetesClient client;
  private @Nullable Reader reader;
  private @Nullable String namespace;

  Session(Connection connection, Shell shell) {
    this.connection = connection;
    this.shell = shell;
    kubectl = Kubectl.find(shell.environment()).map(p -> new Kubectl(p, connection.options()));
  }

  /** For commands that only look. */
  synchronized Reader reader() {
    if (reader == null) {
      reader =
          new Reader(kubectl.<Access>map(k -> k).orElseGet(() -> new Access.Library(client())));
    }
    return reader;
  }

  /** For commands that write. */
  synchronized KubernetesClient client() {
    if (client == null) {
      client = Clients.create(config());
    }
    return client;
  }

  private Config config() {
    if (config == null) {
      config = connection.config(shell);
    }
    return config;
  }

  /** Of {@code -n}, else of the kubeconfig's context, else {@code default}. */
  synchronized String namespace() {
    if (namespace == null) {
      namespace = connection.namespace().or(this::ofContext).orElse(DEFAULT_NAMESPACE);
    }
    return namespace;
  }

  private Optional<String> ofContext() {
    return config == null && kubectl.isPresent()
        ? kubectl.get().namespace()
        : Optional.ofNullable(config().getNamespace());
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
