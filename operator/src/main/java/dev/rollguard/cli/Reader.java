package dev.rollguard.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rollguard.api.v1alpha1.CheckRun;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plain reads of the API server, several at a time. The whole client knows thousands of classes and
 * takes longer to start than a person wants to wait for an answer.
 */
final class Reader {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  /**
   * Our beans are read by the names of their setters. To look at their annotations, which say the
   * same, takes a tenth of a second.
   */
  private static final ObjectMapper BEANS =
      JsonMapper.builder()
          .disable(MapperFeature.USE_ANNOTATIONS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
          .withConfigOverride(
              ObjectMeta.class,
              metadata ->
                  metadata.setIgnorals(
                      JsonIgnoreProperties.Value.forIgnoredProperties(
                          "managedFields", "ownerReferences")))
          .build();

  private static final byte[] ONE_ITEM = "{\"items\":[{}]}".getBytes(StandardCharsets.UTF_8);

  private final Access access;

  Reader(Access access) {
    this.access = access;
  }

  /** An answer that is on its way. */
  record Pending<T>(CompletableFuture<T> answer) {
    /**
     * Waits for it.
     *
     * @throws KubernetesClientException when it is a refusal, or when none comes
     */
    T await() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException known
            ? known
            : new KubernetesClientException(String.valueOf(e.getMessage()), e.getCause());
      }
    }

    /** The same, but nothing where the user may not look or nothing is there. */
    Optional<T> awaitIfAllowed() {
      try {
        return Optional.of(await());
      } catch (KubernetesClientException e) {
        if (e.getCode() == FORBIDDEN || e.getCode() == NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    }
  }

  /** A collection as the API server writes it. */
  static final class Listed<T> {
    public @Nullable Map<String, Object> metadata;
    public @Nullable List<T> items;
  }

  /** All objects of a collection. */
  <T> Pending<List<T>> list(Class<T> kind, String path) {
    var answerType = BEANS.getTypeFactory().constructParametricType(Listed.class, kind);
    Pending<Optional<Listed<T>>> answer = ask(path, answerType);
    // To look at a class takes a tenth of a second, and the answer is on its way meanwhile.
    inThread(() -> read("", ONE_ITEM, answerType));
    return new Pending<>(answer.answer().thenApply(found -> items(path, found)));
  }

  /** Those that have not ended, as far as the user may look. */
  List<CheckRun> checkRuns() {
    return list(CheckRun.class, Paths.CHECK_RUNS).awaitIfAllowed().orElse(List.of());
  }

  /** One object; empty when there is none of that name. */
  <T> Pending<Optional<T>> get(Class<T> kind, String path) {
    return ask(path, BEANS.constructType(kind));
  }

  /** One object as it is; empty when there is none of that name. */
  Pending<Optional<JsonNode>> json(String path) {
    return ask(path, BEANS.constructType(JsonNode.class));
  }

  private <T> Pending<Optional<T>> ask(String path, JavaType type) {
    return new Pending<>(inThread(() -> access.get(path).map(body -> read(path, body, type))));
  }

  /** Threads of their own: a pool takes longer to start than the few that are needed. */
  static <T> CompletableFuture<T> inThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
  }

  private static <T> T read(String path, byte[] body, JavaType type) {
    try {
      return BEANS.readValue(body, type);
    } catch (JsonMappingException e) {
      throw new FailedException(
          "What answers to GET %s cannot be read: %s; is this tool as new as the operator?"
              .formatted(path, e.getOriginalMessage()));
    } catch (IOException e) {
      throw noObject(path);
    }
  }

  /** What a proxy says instead of a list may look like an empty one. */
  private static <T> List<T> items(String path, Optional<Listed<T>> found) {
    var list =
        found.orElseThrow(() ->
            new KubernetesClientException(
                "the server could not find the requested resource", NOT_FOUND, null));
    if (list.metadata == null || list.metadata.getOrDefault("resourceVersion", "").equals("")) {
      throw noObject(path);
    }
    return Objects.requireNonNullElse(list.items, List.of());
  }

  private static FailedException noObject(String path) {
    return new FailedException(
        "What answers to GET %s is no API server; see that nothing stands in between."
            .formatted(path));
  }
}
