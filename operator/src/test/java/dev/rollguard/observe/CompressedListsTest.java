package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedListsTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private byte[] answer = {};

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding")));
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    client = Clients.create(new ConfigBuilder().withMasterUrl(url).build());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private static String namespaces(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"metadata\":{\"name\":\"dc-%d\",\"labels\":{\"서울\":\"예\"}}}"::formatted)
        .collect(
            Collectors.joining(
                ",", "{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"items\":[", "]}"));
  }

  private static byte[] packed(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  private List<Namespace> list() {
    return client.namespaces().list().getItems();
  }

  @Test
  void aCompressedListIsReadAsAnyOther() {
    answer = packed(namespaces(5_000));

    assertThat(list())
        .hasSize(5_000)
        .last()
        .satisfies(n -> {
          assertThat(n.getMetadata().getName()).isEqualTo("dc-4999");
          assertThat(n.getMetadata().getLabels()).containsEntry("서울", "예");
        });
    assertThat(asked).containsExactly("gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1_000})
  void itsPiecesMayBeOfAnySize(int size) throws Exception {
    var text = namespaces(20);
    var bytes = packed(text);
    var request = client.getHttpClient().newHttpRequestBuilder().uri("http://localhost/").build();
    var unpacked = new ByteArrayOutputStream();
    var consumer =
        new CompressedLists()
            .consumer((buffers, body) -> buffers.forEach(b -> write(b, unpacked)), request);

    for (var i = 0; i < bytes.length; i += size) {
      var piece = ByteBuffer.wrap(bytes, i, Math.min(size, bytes.length - i));
      consumer.consume(List.of(piece), new Nobody());
    }

    assertThat(unpacked.toString(StandardCharsets.UTF_8)).isEqualTo(text);
  }

  private static void write(ByteBuffer buffer, ByteArrayOutputStream out) {
    while (buffer.hasRemaining()) {
      out.write(buffer.get());
    }
  }

  /** Nothing more is asked for. */
  private record Nobody() implements AsyncBody {
    @Override
    public void consume() {}

    @Override
    public CompletableFuture<Void> done() {
      return new CompletableFuture<>();
    }

    @Override
    public void cancel() {}
  }

  @Test
  void anAnswerThatIsNotCompressedIsReadToo() {
    answer = namespaces(3).getBytes(StandardCharsets.UTF_8);

    assertThat(list()).hasSize(3);
  }

  @Test
  void anAnswerWithoutAnyBytesIsNoList() {
    answer = packed("");

    assertThatThrownBy(this::list).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aDamagedAnswerIsAnErrorAndNoShorterList() {
    answer = packed(namespaces(2_000));
    for (var i = answer.length / 2; i < answer.length / 2 + 8; i++) {
      answer[i] = (byte) ~answer[i];
    }

    assertThatThrownBy(this::list).isInstanceOf(RuntimeException.class);
  }

  @Test
  void anAnswerThatIsCutOffIsAnErrorAndNoShorterList() {
    var whole = packed(namespaces(2_000));
    answer = java.util.Arrays.copyOf(whole, whole.length / 2);

    assertThatThrownBy(this::list).isInstanceOf(RuntimeException.class);
  }
}
