package dev.rollguard.e2e.harness;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A real server with one answer to everything, which a test may change. What it answers like
 * Prometheus makes it a Prometheus; so it can also be a broken one.
 */
public final class Endpoint implements AutoCloseable {
  /** What somebody asked. */
  public record Request(String method, String path, Headers headers) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Reply reply = Reply.status(200);

  private Endpoint(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Speaks plain HTTP. */
  static Endpoint http(String address) {
    try {
      return new Endpoint(HttpServer.create(new InetSocketAddress(address, 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Speaks TLS with this certificate. */
  static Endpoint https(String address, Certificate certificate) {
    try {
      var server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      return new Endpoint(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Endpoint answers(Reply newReply) {
    reply = newReply;
    return this;
  }

  /** With a path or without. */
  public String url(String path) {
    var address = server.getAddress();
    return "%s://%s:%d%s"
        .formatted(
            server instanceof HttpsServer ? "https" : "http",
            address.getAddress().getHostAddress(),
            address.getPort(),
            path);
  }

  /** What it was asked so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      var uri = exchange.getRequestURI().toString();
      requests.add(new Request(exchange.getRequestMethod(), uri, exchange.getRequestHeaders()));
      write(exchange, reply);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(HttpExchange exchange, Reply now) throws IOException, InterruptedException {
    closed.await(now.after().toMillis(), TimeUnit.MILLISECONDS);
    now.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(now.status(), now.body().length == 0 ? -1 : now.body().length);
    exchange.getResponseBody().write(now.body());
  }

  /** Ends at once, with what it still has to answer. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.close();
  }
}
