package dev.rollguard.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  @TempDir private static Path folder;
  private static Keys localhost;
  private static Keys other;

  private final Transport transport = new Transport(true);

  @BeforeAll
  static void keys() throws Exception {
    localhost = Keys.of(folder, "localhost");
    other = Keys.of(folder, "other.example");
  }

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void aCertificateOfTheGivenCaIsTrusted() throws Exception {
    try (var server = serve(localhost)) {
      var ca = Optional.of(localhost.certificatePem());

      assertThat(transport.send(Calls.trusting(uri(server), ca)).body()).isEqualTo("safe");
      assertThat(transport.send(Calls.trusting(uri(server), ca)).body()).isEqualTo("safe");
    }
  }

  @Test
  void severalCertificatesMayBeGiven() throws Exception {
    try (var server = serve(localhost)) {
      var both = other.certificatePem() + "\n" + localhost.certificatePem();

      assertThat(transport.send(Calls.trusting(uri(server), Optional.of(both))).status())
          .isEqualTo(200);
    }
  }

  @Test
  void aCertificateOfAnUnknownCaIsRefused() throws Exception {
    try (var server = serve(localhost)) {
      assertRefused(
          server, Optional.empty(), "its certificate is not of a CA that is trusted; name its CA.");
      assertRefused(
          server,
          Optional.of(other.certificatePem()),
          "its certificate is not of a CA that is trusted; name its CA.");
    }
  }

  @Test
  void aCallThatTrustsDoesNotLetOthersTrust() throws Exception {
    try (var server = serve(localhost)) {
      transport.send(Calls.trusting(uri(server), Optional.of(localhost.certificatePem())));

      assertRefused(
          server, Optional.empty(), "its certificate is not of a CA that is trusted; name its CA.");
    }
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws Exception {
    try (var server = serve(other)) {
      assertRefused(
          server, Optional.of(other.certificatePem()), "its certificate is for another name.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s3cret", "-----BEGIN CERTIFICATE-----\ns3cret\n-----END CERTIFICATE-----"})
  void aCaThatIsNoneIsToldAndNotRepeated(String pem) {
    assertThatThrownBy(() ->
            transport.send(Calls.trusting(URI.create("https://localhost:1/"), Optional.of(pem))))
        .isInstanceOf(CallFailedException.class)
        .hasMessage(
            "The CA is not a certificate in PEM; it starts with -----BEGIN CERTIFICATE-----.");
  }

  @Test
  void aServerWithoutTlsIsTold() throws Exception {
    try (var server = new Babbler("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThatThrownBy(
              () -> transport.send(Calls.get(URI.create("https://localhost:" + server.port()))))
          .isInstanceOf(CallFailedException.class)
          .hasMessageContaining(": TLS failed (");
    }
  }

  @Test
  void aRedirectFromHttpsToHttpIsNotFollowed() throws Exception {
    try (var plain = new TestServer(TestServer.answering(200, ""));
        var server =
            new TestServer(localhost.server(), TestServer.redirecting(302, plain.origin()))) {
      var call =
          new Call(
              "GET",
              uri(server),
              Map.of(),
              Optional.empty(),
              Calls.LONG,
              Optional.of(localhost.certificatePem()),
              true);

      assertThatThrownBy(() -> transport.send(call))
          .isInstanceOf(CallFailedException.class)
          .hasMessageEndingWith(": it redirects from https to http, which is not followed.");
      assertThat(plain.requests).isEmpty();
    }
  }

  @Test
  void clientsOfCertificatesThatAreNoLongerUsedAreLetGo() throws Exception {
    try (var server = serve(localhost)) {
      for (var i = 0; i < 24; i++) {
        var pem = Optional.of("# %d\n%s".formatted(i, localhost.certificatePem()));

        assertThat(transport.send(Calls.trusting(uri(server), pem)).status()).isEqualTo(200);
      }
    }
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-")))
        .hasSizeLessThan(24);
  }

  private void assertRefused(TestServer server, Optional<String> ca, String why) {
    assertThatThrownBy(() -> transport.send(Calls.trusting(uri(server), ca)))
        .isInstanceOf(CallFailedException.class)
        .hasMessage("https://localhost:%d: %s", server.port(), why);
  }

  private static TestServer serve(Keys keys) throws Exception {
    return new TestServer(keys.server(), TestServer.answering(200, "safe"));
  }

  private static URI uri(TestServer server) {
    return URI.create("https://localhost:" + server.port());
  }
}
