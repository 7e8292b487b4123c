package dev.rollguard.controller.check;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of the Secrets in the operator's namespace that are labelled for checks; no others, for
 * whoever writes a template could send them anywhere. Values are for requests only: they must never
 * come into a status, an Event or a log.
 */
final class SecretValues {
  /** So that checks do not ask for the same Secret every second. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withVersion("v1")
          .withKind("Secret")
          .withPlural("secrets")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final InstantSource clock;
  private final Map<String, Read> known = new ConcurrentHashMap<>();

  /**
   * @param namespace the operator's
   */
  SecretValues(KubernetesClient client, String namespace, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * @param problem why there are no data
   */
  private record Read(Instant at, Map<?, ?> data, Optional<String> problem) {
    @Override
    public String toString() {
      return "Secret";
    }
  }

  String value(String secret, String key) throws UnreadableSecretException {
    var read = read(secret);
    if (read.problem().isPresent()) {
      throw new UnreadableSecretException(read.problem().get());
    }
    if (!(read.data().get(key) instanceof String encoded)) {
      throw new UnreadableSecretException(
          "%s has no key %s; add it.".formatted(title(secret), key));
    }
    try {
      var value = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return value.replaceAll("[\\r\\n]+$", ""); // as editors leave it behind
    } catch (IllegalArgumentException e) {
      throw new UnreadableSecretException(
          "%s: the key %s is not in base64.".formatted(title(secret), key));
    }
  }

  /** Kept is what the API server said; that it did not answer one of them concerns nobody else. */
  private Read read(String secret) throws UnreadableSecretException {
    var now = clock.instant();
    try {
      return known.compute(
          secret,
          (name, old) -> old != null && now.isBefore(old.at().plus(KEPT)) ? old : read(name, now));
    } catch (KubernetesClientException e) {
      throw new UnreadableSecretException(
          "%s could not be read (HTTP %d).".formatted(title(secret), e.getCode()));
    }
  }

  private Read read(String name, Instant now) {
    return read(
        name,
        client.genericKubernetesResources(KIND).inNamespace(namespace).withName(name).get(),
        now);
  }

  private Read read(String name, @Nullable GenericKubernetesResource found, Instant now) {
    if (found == null) {
      return new Read(
          now, Map.of(), Optional.of("%s does not exist; create it.".formatted(title(name))));
    }
    var labels = found.getMetadata().getLabels();
    if (labels == null || !Labels.TRUE.equals(labels.get(Labels.CHECKS_SECRET))) {
      return new Read(
          now,
          Map.of(),
          Optional.of(
              "%s may not be read by checks; if it is meant for them, label it %s=%s."
                  .formatted(title(name), Labels.CHECKS_SECRET, Labels.TRUE)));
    }
    return new Read(
        now, found.get("data") instanceof Map<?, ?> data ? data : Map.of(), Optional.empty());
  }

  private String title(String name) {
    return "Secret/%s in namespace %s".formatted(name, namespace);
  }
}
