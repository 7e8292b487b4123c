package dev.rollguard.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain requests to the API server, for objects that the operator itself has no class for. */
final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NOT_FOUND = 404;
  private static final int FIRST_ERROR = 400;
  private static final int SECONDS = 15;

  private final KubernetesClient client;

  Api(KubernetesClient client) {
    this.client = client;
  }

  /** The object at a path; empty when there is none. */
  Optional<JsonNode> get(String path) {
    return send(path, client.getHttpClient().newHttpRequestBuilder().uri(uri(path)));
  }

  /** Changes an object by a JSON merge patch; empty when there is none. */
  Optional<JsonNode> merge(String path, String patch) {
    return send(
        path,
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(path))
            .method("PATCH", "application/merge-patch+json", patch));
  }

  /** Deletes an object; it may be gone already. */
  void delete(String path) {
    send(
        path,
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(uri(path))
            .method("DELETE", "application/json", ""));
  }

  private URI uri(String path) {
    return URI.create(client.getMasterUrl().toString()).resolve(path);
  }

  private Optional<JsonNode> send(String path, HttpRequest.Builder request) {
    var response = await(path, request.build());
    if (response.code() == NOT_FOUND) {
      return Optional.empty();
    }
    var answer = parse(path, String.valueOf(response.body()));
    if (response.code() >= FIRST_ERROR) {
      throw new IllegalStateException(
          "The API server answered %d to %s: %s"
              .formatted(response.code(), path, answer.path("message").asText()));
    }
    return Optional.of(answer);
  }

  private HttpResponse<String> await(String path, HttpRequest request) {
    try {
      return client.getHttpClient().sendAsync(request, String.class).get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking for " + path, e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The API server does not answer to " + path, e);
    }
  }

  private static JsonNode parse(String path, String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The API server answered no JSON to " + path, e);
    }
  }
}
