package dev.rollguard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private final List<String> missing = new ArrayList<>();
  private Supplier<String> metrics = () -> "rollguard_up 1\n";
  private final HealthServer server =
      new HealthServer(0, () -> List.copyOf(missing), () -> metrics.get());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.shutdownNow();
    server.close();
  }

  @Test
  void itLivesFromTheStart() throws Exception {
    missing.add("the caches");

    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void itIsReadyWhenNothingIsMissing() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void untilThenItSaysWhatItWaitsFor() throws Exception {
    missing.addAll(List.of("Deployments", "창문"));

    assertThat(get("/readyz").statusCode()).isEqualTo(503);
    assertThat(get("/readyz").body()).isEqualTo("Waiting for Deployments, 창문.\n");
  }

  @Test
  void metricsAreServedAsText() throws Exception {
    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.body()).isEqualTo("rollguard_up 1\n");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
  }

  @Test
  void emptyMetricsAreServedToo() throws Exception {
    metrics = () -> "";

    assertThat(get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsThatFailAreToldAndHarmNothingElse() throws Exception {
    metrics =
        () -> {
          throw new IllegalStateException("secret");
        };

    HttpResponse<String> answer = get("/metrics");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("/metrics failed: IllegalStateException.\n");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void onlyReadingIsAllowed() throws Exception {
    var post = HttpRequest.newBuilder(uri("/metrics")).POST(BodyPublishers.ofString("x")).build();

    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void anythingElseIsNotFound() throws Exception {
    assertThat(get("/secret").statusCode()).isEqualTo(404);
  }

  @Test
  void aSlowPageDoesNotHoldUpTheProbes() throws Exception {
    var asked = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    metrics =
        () -> {
          asked.countDown();
          awaitUninterrupted(goOn);
          return "late";
        };
    var slow =
        client.sendAsync(HttpRequest.newBuilder(uri("/metrics")).build(), BodyHandlers.ofString());
    asked.await();

    assertThat(get("/livez").statusCode()).isEqualTo(200);
    goOn.countDown();
    assertThat(slow.get().body()).isEqualTo("late");
  }

  @Test
  void clientsThatSayNothingDoNotHoldUpTheProbes() throws Exception {
    var silent = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 50; i++) {
        silent.add(new Socket("localhost", server.port()));
      }
      assertThat(get("/readyz").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aPortInUseIsNamed() {
    assertThatThrownBy(() -> new HealthServer(server.port(), List::of, () -> ""))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Port " + server.port() + " cannot be opened");
  }

  @Test
  void nothingAnswersAfterItIsClosed() {
    server.close();

    assertThatThrownBy(() -> get("/livez")).isInstanceOf(ConnectException.class);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
