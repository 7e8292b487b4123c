package dev.rollguard.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollguard.observe.Clients;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in for the API server on the loopback interface, good for one thing: the training run
 * that fills the AOT cache. It shows the operator a held Deployment whose gates pass, so that the
 * code of a whole release is loaded.
 */
public final class WarmUp implements AutoCloseable {
  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOT_FOUND = 404;
  private static final int PATIENCE_SECONDS = 600;

  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"chat","uid":"u1",
      "resourceVersion":"5","generation":2,"creationTimestamp":"2026-01-01T00:00:00Z",
      "labels":{"rollguard.dev/held":"true"},"annotations":{"rollguard.dev/requested-by":"alice",
      "rollguard.dev/requested-at":"2026-01-01T00:00:00Z"}},
      "spec":{"replicas":1,"paused":true,"selector":{"matchLabels":{"app":"api"}},
      "template":{"metadata":{"labels":{"app":"api"}},"spec":{"containers":[{"name":"app","image":"chat:2"}]}}},
      "status":{"observedGeneration":2,"replicas":1,"availableReplicas":1}}\
      """;
  private static final String WINDOW =
      """
      {"apiVersion":"rollguard.dev/v1alpha1","kind":"ChangeWindow","metadata":{"name":"dc1","uid":"u2",
      "resourceVersion":"2","generation":1,"creationTimestamp":"2026-01-01T00:00:00Z"},
      "spec":{"datacenter":"dc1","schedule":{"timeZone":"Asia/Seoul","open":[
      {"name":"always","cron":"* * * * *","duration":"2m"},
      {"name":"weekly","rrule":"FREQ=WEEKLY;BYDAY=TU","start":"2026-01-06T14:00","duration":"2h"}],
      "closed":[{"name":"later","from":"2099-01-01T00:00","until":"2099-01-02T00:00","reason":"later"}]}}}\
      """;
  private static final String FAULT =
      """
      {"apiVersion":"rollguard.dev/v1alpha1","kind":"Fault","metadata":{"name":"old","uid":"u3",
      "resourceVersion":"3","generation":1,"creationTimestamp":"2026-01-01T00:00:00Z"},
      "spec":{"datacenter":"dc2","severity":"Major","summary":"old"}}\
      """;
  private static final String NAMESPACE =
      """
      {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"chat","uid":"u4","resourceVersion":"4",
      "labels":{"rollguard.dev/datacenter":"dc1"}}}\
      """;

  private static final String RISK_RULES =
      """
      {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"rollguard-risk-rules","namespace":"rollguard",
      "uid":"u5","resourceVersion":"5"},"data":{"rules.yaml":"- {name: latest, risk: Medium, when: change.latest \
      || change.env.exists(e, e.startsWith('DB_')) || blast.share > 0.2, reason: latest}"}}\
      """;

  private static final Map<String, String> ITEMS =
      Map.of(
          "/configmaps", RISK_RULES,
          "/deployments", DEPLOYMENT,
          "/changewindows", WINDOW,
          "/faults", FAULT,
          "/namespaces", NAMESPACE);

  /** What the operator recorded: before a release it reads that from here, too. */
  private volatile String change = "";

  private final CountDownLatch released = new CountDownLatch(1);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  public WarmUp() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException("No port can be opened on the loopback interface", e);
    }
    server.setExecutor(executor);
    server.createContext("/", this::answer);
    server.start();
  }

  /** How to reach it. */
  public Config connection() {
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Clients.patience(new ConfigBuilder()).withMasterUrl(url).build();
  }

  /** Returns when the operator has released the Deployment. */
  public void awaitRelease() throws InterruptedException {
    if (!released.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "The training run saw no release within %d s.".formatted(PATIENCE_SECONDS));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var query = String.valueOf(exchange.getRequestURI().getQuery());
    try (exchange) {
      if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
        exchange.sendResponseHeaders(OK, -1); // no WebSocket here: the client falls back to HTTP
      } else if (query.contains("watch=true")) {
        watch(exchange);
      } else if (exchange.getRequestMethod().equals("GET")) {
        read(exchange, path);
      } else {
        write(exchange, path);
      }
    }
  }

  /** A watch without events, open until the end. */
  private void watch(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(OK, 0);
    exchange.getResponseBody().flush();
    try {
      released.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    if (path.matches(".*/deployments/api")) {
      send(exchange, OK, DEPLOYMENT);
    } else if (path.matches(".*/namespaces/chat")) {
      send(exchange, OK, NAMESPACE);
    } else if (path.contains("/leases/")) {
      send(exchange, NOT_FOUND, status(NOT_FOUND));
    } else if (path.endsWith("/changes")) {
      send(exchange, OK, list(change));
    } else {
      var items =
          ITEMS.entrySet().stream()
              .filter(e -> path.endsWith(e.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("");
      send(exchange, OK, list(items));
    }
  }

  private void write(HttpExchange exchange, String path) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path.endsWith("/deployments/api")) {
      send(
          exchange,
          OK,
          DEPLOYMENT.replace("\"resourceVersion\":\"5\"", "\"resourceVersion\":\"6\""));
    } else if (path.endsWith("/selfsubjectrulesreviews")) {
      send(
          exchange,
          CREATED,
          body.substring(0, body.lastIndexOf('}'))
              + ",\"status\":{\"incomplete\":false,\"nonResourceRules\":[],\"resourceRules\":["
              + "{\"apiGroups\":[\"*\"],\"resources\":[\"*\"],\"verbs\":[\"*\"]}]}}");
    } else if (path.contains("/changewindows/")) {
      send(exchange, OK, WINDOW);
    } else if (path.contains("/faults/")) {
      send(exchange, OK, FAULT);
    } else if (path.contains("/configmaps/")) {
      send(exchange, OK, RISK_RULES);
    } else if (path.contains("/changes/")) {
      send(exchange, NOT_FOUND, status(NOT_FOUND));
    } else {
      var stored =
          body.replaceFirst(
              "\"metadata\":\\{", "\"metadata\":{\"resourceVersion\":\"7\",\"uid\":\"u9\",");
      if (path.endsWith("/changes")) {
        change = stored;
      }
      send(exchange, CREATED, stored);
    }
    if (path.endsWith("/deployments/api") && body.contains("\"paused\":null")) {
      released.countDown();
    }
  }

  private static String list(String items) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
        + items
        + "]}";
  }

  private static String status(int code) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"code\":%d}"
        .formatted(code);
  }

  private static void send(HttpExchange exchange, int code, String text) throws IOException {
    var body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    executor.shutdownNow();
  }
}
