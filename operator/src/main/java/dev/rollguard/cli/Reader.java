package dev.rollguard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

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
          .build();

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

  /** All objects of a collection. */
  <T> Pending<List<T>> list(Class<T> kind, String path) {
    var answer = ask(path);
    getReady(kind);
    return new Pending<>(
        answer.thenApply(list -> items(kind, path, list.orElseThrow(Reader::unknownKind))));
  }

  /** One object; empty when there is none of that name. */
  <T> Pending<Optional<T>> get(Class<T> kind, String path) {
    return new Pending<>(ask(path).thenApply(found -> found.map(object -> bean(kind, object))));
  }

  /** One object as it is; empty when there is none of that name. */
  Pending<Optional<JsonNode>> json(String path) {
    return new Pending<>(ask(path));
  }

  private CompletableFuture<Optional<JsonNode>> ask(String path) {
    return inThread(() -> access.get(path).map(body -> parse(path, body)));
  }

  /** Threads of their own: a pool takes longer to start than the few that are needed. */
  static <T> CompletableFuture<T> inThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
  }

  private static KubernetesClientException unknownKind() {
    return new KubernetesClientException(
        "the server could not find the requested resource", NOT_FOUND, null);
  }

  /** To look at a class takes some milliseconds, and the answer is on its way meanwhile. */
  private static void getReady(Class<?> kind) {
    bean(kind, BEANS.createObjectNode());
  }

  private static JsonNode parse(String path, byte[] body) {
    try {
      return BEANS.readTree(body);
    } catch (IOException e) {
      throw noObject(path);
    }
  }

  /** What a proxy says instead of a list may look like an empty one. */
  private static <T> List<T> items(Class<T> kind, String path, JsonNode list) {
    if (list.at("/metadata/resourceVersion").asText("").isEmpty()) {
      throw noObject(path);
    }
    var items = new ArrayList<T>();
    for (var item : list.path("items")) {
      items.add(bean(kind, item));
    }
    return items;
  }

  private static <T> T bean(Class<T> kind, JsonNode object) {
    if (object.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("managedFields", "ownerReferences"));
    }
    try {
      return BEANS.treeToValue(object, kind);
    } catch (JsonProcessingException e) {
      throw new FailedException(
          "A %s cannot be read: %s; is this tool as new as the operator?"
              .formatted(kind.getSimpleName(), e.getOriginalMessage()));
    }
  }

  private static FailedException noObject(String path) {
    return new FailedException(
        "What answers to GET %s is no API server; see that nothing stands in between."
            .formatted(path));
  }
}
