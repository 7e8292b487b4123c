package dev.rollguard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Plain reads of the API server, several at a time. The whole client knows thousands of classes and
 * takes longer to start than a person wants to wait for an answer.
 */
final class Reader implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int FIRST_ERROR = 400;

  /** How a packed body begins (RFC 1952). */
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

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

  private final HttpClient http;
  private final URI server;
  private @Nullable CompletableFuture<Void> connected;

  Reader(Config config) {
    http = Transport.of(config);
    server = URI.create(config.getMasterUrl());
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
    var answer = send(path);
    getReady(kind);
    return new Pending<>(answer.thenApply(list -> items(kind, path, list)));
  }

  /** One object; empty when there is none of that name. */
  <T> Pending<Optional<T>> get(Class<T> kind, String path) {
    return new Pending<>(
        json(path).answer().thenApply(found -> found.map(object -> bean(kind, object))));
  }

  /** One object as it is; empty when there is none of that name. */
  Pending<Optional<JsonNode>> json(String path) {
    return new Pending<>(
        ask(path)
            .thenApply(response ->
                response.code() == NOT_FOUND
                    ? Optional.empty()
                    : Optional.of(body(path, response))));
  }

  private CompletableFuture<JsonNode> send(String path) {
    return ask(path).thenApply(r -> body(path, r));
  }

  /** To look at a class takes some milliseconds, and the answer is on its way meanwhile. */
  private static void getReady(Class<?> kind) {
    bean(kind, BEANS.createObjectNode());
  }

  /**
   * The first request goes alone. All others share its connection then, where each would open one
   * of its own, and to shake hands takes longer than most answers.
   */
  private synchronized CompletableFuture<HttpResponse<byte[]>> ask(String path) {
    if (connected == null) {
      var first = http.sendAsync(request(path), byte[].class);
      connected = first.handle((answer, problem) -> null);
      return first;
    }
    return connected.thenCompose(done -> http.sendAsync(request(path), byte[].class));
  }

  private io.fabric8.kubernetes.client.http.HttpRequest request(String path) {
    return http.newHttpRequestBuilder()
        .uri(server.resolve(path))
        .header("Accept", "application/json")
        .header("Accept-Encoding", "gzip")
        .build();
  }

  private static JsonNode body(String path, HttpResponse<byte[]> response) {
    var answer = parse(path, response);
    if (response.code() >= FIRST_ERROR) {
      var status = new Status();
      status.setMessage(answer.path("message").asText("the server gave no reason"));
      throw new KubernetesClientException(status.getMessage(), response.code(), status);
    }
    return answer;
  }

  private static JsonNode parse(String path, HttpResponse<byte[]> response) {
    try {
      return BEANS.readTree(unpacked(response.body()));
    } catch (IOException e) {
      if (response.code() >= FIRST_ERROR) {
        return BEANS.createObjectNode();
      }
      throw noObject(path);
    }
  }

  /** Long lists come packed: to decrypt them takes longer than to unpack them. */
  private static InputStream unpacked(byte[] body) throws IOException {
    var bytes = new ByteArrayInputStream(body);
    return body.length > 1 && body[0] == GZIP[0] && body[1] == GZIP[1]
        ? new GZIPInputStream(bytes)
        : bytes;
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

  @Override
  public void close() {
    http.close();
  }
}
