package dev.rollguard.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int BAD_METHOD = 405;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param port 0 picks a free one
   * @param missing what the operator still waits for; ready when empty
   * @param metrics the text of {@code /metrics}
   */
  public HealthServer(int port, Supplier<List<String>> missing, Supplier<String> metrics) {
    try {
      server = HttpServer.create(new InetSocketAddress(port), 16);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " cannot be opened", e);
    }
    server.setExecutor(executor);
    server.createContext("/livez", exchange -> answer(exchange, OK, "ok\n"));
    server.createContext("/readyz", exchange -> ready(exchange, missing.get()));
    server.createContext("/metrics", exchange -> answer(exchange, OK, metrics.get()));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static void ready(HttpExchange exchange, List<String> missing) throws IOException {
    if (missing.isEmpty()) {
      answer(exchange, OK, "ok\n");
    } else {
      answer(exchange, UNAVAILABLE, "Waiting for " + String.join(", ", missing) + ".\n");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(BAD_METHOD, -1);
        return;
      }
      var body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
