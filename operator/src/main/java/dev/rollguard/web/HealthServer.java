package dev.rollguard.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rollguard.log.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
  private static final int OK = 200;
  private static final int BAD_METHOD = 405;
  private static final int ERROR = 500;
  private static final int UNAVAILABLE = 503;

  /** The JDK's server reads them once; without them slow clients could pile up without end. */
  static {
    System.setProperty("jdk.httpserver.maxConnections", "500");
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
  }

  private record Answer(int status, String text) {}

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
    serve("/livez", () -> new Answer(OK, "ok\n"));
    serve("/readyz", () -> ready(missing.get()));
    serve("/metrics", () -> new Answer(OK, metrics.get()));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private static Answer ready(List<String> missing) {
    return missing.isEmpty()
        ? new Answer(OK, "ok\n")
        : new Answer(UNAVAILABLE, "Waiting for " + String.join(", ", missing) + ".\n");
  }

  private void serve(String path, Supplier<Answer> page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("GET")) {
              send(exchange, answer(path, page));
            } else {
              exchange.sendResponseHeaders(BAD_METHOD, -1);
            }
          }
        });
  }

  private static Answer answer(String path, Supplier<Answer> page) {
    try {
      return page.get();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue(Keys.PATH, path).setCause(e).log("A page could not be made.");
      return new Answer(ERROR, path + " failed: " + e.getClass().getSimpleName() + ".\n");
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var body = answer.text().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
