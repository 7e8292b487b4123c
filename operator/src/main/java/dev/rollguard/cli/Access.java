package dev.rollguard.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the API server as the user. */
interface Access {
  /**
   * The answer to a GET of a path; empty when nothing is there.
   *
   * @throws KubernetesClientException when it is a refusal, or when none comes
   */
  Optional<byte[]> get(String path);

  /** By the client library, where there is no kubectl: it takes longer to start. */
  record Library(KubernetesClient client) implements Access {
    @Override
    public Optional<byte[]> get(String path) {
      return Optional.ofNullable(client.raw(path)).map(s -> s.getBytes(StandardCharsets.UTF_8));
    }
  }
}
