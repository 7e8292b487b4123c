package dev.rollguard.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.faults.StoredObjects.Answer;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fabric8's server mock with a few objects in it. It notes every request, and fails those that it
 * is told to fail.
 */
public final class FaultyApiServer implements AutoCloseable {
  /** How long the client waits for an answer: longer than a busy machine takes for one. */
  private static final int WAITS_MILLIS = 1_500;

  /** A request as it came in. */
  public record Asked(String method, String path, String body) {
    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  private record Rule(String request, Mishap mishap, AtomicInteger times) {
    boolean hits(String method, String path) {
      return (method + " " + path).matches(request) && times.getAndDecrement() > 0;
    }
  }

  private final StoredObjects objects = new StoredObjects();
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final Watches watches = new Watches();
  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(), new MockWebServer(), new HashMap<>(), new Dispatch(), false);
  private final KubernetesClient client;

  public FaultyApiServer() {
    server.init();
    client =
        Clients.create(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url("/"))
                .withNamespace("test")
                .withHttp2Disable(true)
                .withRequestTimeout(WAITS_MILLIS)
                .withConnectionTimeout(WAITS_MILLIS)
                .withRequestRetryBackoffLimit(1)
                .withRequestRetryBackoffInterval(10)
                .withWatchReconnectInterval(10)
                .build());
  }

  public KubernetesClient client() {
    return client;
  }

  /** Every request that matches fails from now on; write it as {@code GET /apis/.*}. */
  public void fails(String request, Mishap mishap) {
    fails(request, mishap, Integer.MAX_VALUE);
  }

  public void fails(String request, Mishap mishap, int times) {
    rules.add(new Rule(request, mishap, new AtomicInteger(times)));
  }

  public void heals() {
    rules.clear();
  }

  /** Stores an object; no watch tells of it. */
  public void has(String path, String json) {
    objects.put(path, StoredObjects.read(json));
  }

  /** Answers with a text that is no stored object, such as a log or a review. */
  public void says(String path, String text) {
    texts.put(path, text);
  }

  public void hasNot(String path) {
    objects.remove(path);
  }

  public JsonNode at(String path) {
    return objects.at(path);
  }

  /** Its watches. */
  public Watches watches() {
    return watches;
  }

  /** Requests whose method and path match, in their order. */
  public List<Asked> asked(String request) {
    return asked.stream().filter(a -> (a.method() + " " + a.path()).matches(request)).toList();
  }

  public void forgetsWhatWasAsked() {
    asked.clear();
  }

  /** The paths of everything stored below this one. */
  public List<JsonNode> all(String collection) {
    var found = new ArrayList<JsonNode>();
    StoredObjects.read(objects.get(collection, "").body()).path("items").forEach(found::add);
    return found;
  }

  /** An object for {@link #has}, from what differs. */
  public static ObjectNode json(String text) {
    return StoredObjects.read(text);
  }

  private final class Dispatch extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      var parts = String.valueOf(request.getPath()).split("\\?", 2);
      var path = parts[0];
      var query = parts.length > 1 ? parts[1] : "";
      var method = query.contains("watch=true") ? "WATCH" : request.getMethod();
      var read = request.getUtf8Body(); // can be read once
      var body = read == null ? "" : read;
      asked.add(new Asked(method, path, body));
      for (var rule : rules) {
        if (rule.hits(method, path)) {
          return rule.mishap().answer(() -> act(method, path, query, body));
        }
      }
      return method.equals("WATCH")
          ? new MockResponse().withWebSocketUpgrade(watches.of(path))
          : Mishap.response(act(method, path, query, body));
    }

    private Answer act(String method, String path, String query, String body) {
      if (texts.containsKey(path)) {
        return new Answer(200, texts.get(path));
      }
      return switch (method) {
        case "GET" -> objects.get(path, query);
        case "POST" -> objects.create(path, body);
        case "PUT" -> objects.replace(path, body);
        case "PATCH" -> objects.patch(path, body);
        case "DELETE" -> objects.delete(path);
        default -> StoredObjects.status(405, "MethodNotAllowed");
      };
    }
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }
}
