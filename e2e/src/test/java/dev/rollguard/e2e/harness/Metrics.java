package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;

/** A real Prometheus that asks the test every second what its pods report. */
public final class Metrics implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      global: {scrape_interval: 1s, scrape_timeout: 1s}
      scrape_configs:
      - {job_name: pods, honor_labels: true, static_configs: [{targets: ["%s"]}]}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Exporter exporter;
  private final Path folder;
  private final String server;
  private final Process process;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Metrics(Path program, String address) throws IOException {
    exporter = new Exporter(address);
    folder = Files.createTempDirectory("prometheus");
    server = address + ":" + freePort(address);
    process = run(program);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  /**
   * Returns when it answers.
   *
   * @param program where Prometheus is
   * @param address of this machine; the operator must reach it
   */
  static Metrics start(Path program, String address) {
    try {
      var metrics = new Metrics(program, address);
      metrics.awaitReady();
      return metrics;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process run(Path program) throws IOException {
    var configuration = folder.resolve("prometheus.yml");
    Files.writeString(configuration, CONFIGURATION.formatted(exporter.target()));
    return new ProcessBuilder(
            program.toString(),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + folder.resolve("data"),
            "--web.listen-address=" + server)
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private static int freePort(String address) throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() {
    within(
        Duration.ofMinutes(1),
        () -> {
          assertThat(process.isAlive()).as("Prometheus runs: %s", Files.readString(log())).isTrue();
          assertThat(isReady()).isTrue();
        });
  }

  private boolean isReady() {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (UncheckedIOException itDoesNotListenYet) {
      return false;
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** As a CheckTemplate names it. */
  public String address() {
    return "http://" + server;
  }

  /** From now on the pods of the Deployment report; good ones, until the test says otherwise. */
  Traffic of(App app) {
    return new Traffic(app, exporter);
  }

  /** From now on this one reports too. */
  void scrape(Exporter.Reporter reporter) {
    exporter.add(reporter);
  }

  /** The values of an instant query, one for each series. */
  public List<Double> values(String query) {
    var answer = get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return StreamSupport.stream(result(answer.body()).spliterator(), false)
        .map(
            series -> Double.parseDouble(series.at("/value/1").asText().replace("Inf", "Infinity")))
        .toList();
  }

  private static JsonNode result(String body) {
    try {
      return JSON.readTree(body).at("/data/result");
    } catch (IOException e) {
      throw new UncheckedIOException(body, e);
    }
  }

  private HttpResponse<String> get(String path) {
    try {
      var request = HttpRequest.newBuilder(URI.create(address() + path)).build();
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it at once; nothing of it is left. A test may do so before its end does. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    process.destroyForcibly().onExit().orTimeout(1, TimeUnit.MINUTES).join();
    exporter.close();
    client.close();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
