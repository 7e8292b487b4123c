package dev.rollguard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a server does takes more than its call may. */
class LimitsTest {
  private final Transport transport = new Transport(true);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    transport.close();
  }

  @Test
  void aServerThatNeverAnswersEndsWithTheTimeout() {
    try (var server = new TestServer(this::hang)) {
      assertTimesOut(server);
    }
  }

  @Test
  void aBodyThatNeverEndsEndsWithTheTimeout() {
    try (var server =
        new TestServer(exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('a');
          exchange.getResponseBody().flush();
          hang(exchange);
        })) {
      assertTimesOut(server);
    }
  }

  @Test
  void aBodyThatDripsEndsWithTheTimeoutAndItsConnection() {
    var broken = new CountDownLatch(1);
    try (var server = new TestServer(dripping(broken))) {
      assertTimesOut(server);
      await().until(() -> broken.getCount() == 0);
    }
  }

  @Test
  void aServerThatAcceptsAndSaysNothingEndsWithTheTimeout() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(TestServer.anyPort());
      assertThatThrownBy(() ->
              transport.send(
                  Calls.get(URI.create("http://localhost:" + socket.getLocalPort()), Calls.SHORT)))
          .isInstanceOf(CallFailedException.class)
          .hasMessageContaining("no whole answer within 300ms");
    }
  }

  @Test
  void whatIsNotHttpIsTold() throws Exception {
    try (var server = new Babbler("SSH-2.0-OpenSSH_9.2\r\n\r\n")) {
      var origin = "http://localhost:" + server.port();

      assertThatThrownBy(() -> transport.send(Calls.get(URI.create(origin))))
          .isInstanceOf(CallFailedException.class)
          .hasMessage("%s: what answers there does not speak HTTP.", origin);
    }
  }

  @Test
  void aConnectionThatEndsTooEarlyIsTold() {
    try (var server =
        new TestServer(exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('a');
        })) {
      assertThatThrownBy(() -> transport.send(Calls.get(server.uri("/"))))
          .isInstanceOf(CallFailedException.class)
          .hasMessageStartingWith(server.origin() + ": the connection broke (");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10 << 20, 0})
  void anAnswerThatIsTooLargeIsNotRead(long declared) {
    try (var server = new TestServer(huge(declared))) {
      assertThatThrownBy(() -> transport.send(Calls.get(server.uri("/"))))
          .isInstanceOf(CallFailedException.class)
          .hasMessage("%s: the answer is larger than 1 MiB; ask for less.", server.origin());
    }
  }

  @Test
  void anAnswerOfExactlyTheLimitIsRead() throws Exception {
    try (var server = new TestServer(TestServer.answering(200, "a".repeat(Transport.MOST_BYTES)))) {
      assertThat(transport.send(Calls.get(server.uri("/"))).body()).hasSize(Transport.MOST_BYTES);
    }
  }

  @Test
  void aDeadServerHoldsUpNoOther() throws Exception {
    try (var dead = new TestServer(this::hang);
        var alive = new TestServer(TestServer.answering(200, "ok"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Answer>>();
      for (var i = 0; i < 100; i++) {
        calls.add(threads.submit(() -> transport.send(Calls.get(dead.uri("/")))));
      }
      await().until(() -> dead.requests.size() == Bulkhead.SEATS);

      assertThat(transport.send(Calls.get(alive.uri("/"), Duration.ofSeconds(5))).body())
          .isEqualTo("ok");
      assertThat(dead.requests).hasSize(Bulkhead.SEATS);
      assertThatThrownBy(() -> transport.send(Calls.get(dead.uri("/"), Calls.SHORT)))
          .hasMessage(
              "%s: 16 calls are waiting already; see that it answers in time.", dead.origin());
      calls.forEach(call -> call.cancel(true));
    }
    await().until(() -> transport.busy() == 0);
  }

  @Test
  void waitingCallsFollowWhenOthersEnd() throws Exception {
    try (var server =
            new TestServer(exchange -> {
              awaitRelease();
              TestServer.answer(exchange, 200, "ok");
            });
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Future<Answer>>();
      for (var i = 0; i < 100; i++) {
        calls.add(threads.submit(() -> transport.send(Calls.get(server.uri("/")))));
      }
      await().until(() -> server.requests.size() == Bulkhead.SEATS);
      release.countDown();

      for (var call : calls) {
        assertThat(call.get().body()).isEqualTo("ok");
      }
    }
    await().until(() -> transport.busy() == 0);
  }

  @Test
  void anInterruptEndsACall() throws Exception {
    try (var server = new TestServer(this::hang);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var thrown = new CompletableFuture<Throwable>();
      var call =
          threads.submit(() -> {
            try {
              transport.send(Calls.get(server.uri("/")));
            } catch (InterruptedException | CallFailedException e) {
              thrown.complete(e);
            }
          });
      await().until(() -> server.requests.size() == 1);
      call.cancel(true);

      assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
      await().until(() -> transport.busy() == 0);
    }
  }

  private void assertTimesOut(TestServer server) {
    var start = System.nanoTime();
    assertThatThrownBy(() -> transport.send(Calls.get(server.uri("/"), Calls.SHORT)))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "%s: no whole answer within 300ms; see that it is not overloaded, or raise the timeout.",
            server.origin());
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Calls.SHORT, Duration.ofSeconds(10));
    await().until(() -> transport.busy() == 0);
  }

  private void hang(HttpExchange exchange) {
    awaitRelease();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpHandler dripping(CountDownLatch broken) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      try {
        while (!release.await(20, TimeUnit.MILLISECONDS)) {
          exchange.getResponseBody().write('a');
          exchange.getResponseBody().flush();
        }
      } catch (IOException e) {
        broken.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /**
   * @param declared 0: in chunks
   */
  private static HttpHandler huge(long declared) {
    return exchange -> {
      exchange.sendResponseHeaders(200, declared);
      var chunk = new byte[1 << 16];
      try {
        for (var i = 0; i < 160; i++) {
          exchange.getResponseBody().write(chunk);
        }
      } catch (IOException e) {
        // The client has hung up, as it should.
      }
    };
  }
}
