package dev.rollguard.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the scenarios rely on: a real client gets the answers that a test programs. */
class EndpointTest {
  private final String address = HostAddress.ofThisMachine();
  private final Certificate certificate = Certificate.of(address);
  private final Endpoint plain = Endpoint.http(address);
  private final Endpoint secured = Endpoint.https(address, certificate);

  @AfterEach
  void end() {
    plain.close();
    secured.close();
  }

  @Test
  void itAnswersWhatItWasToldToAndRemembersWhatItWasAsked() throws Exception {
    plain.answers(Reply.json("{\"ok\": true}"));

    assertThat(ask(HttpClient.newHttpClient(), plain)).isEqualTo("{\"ok\": true}");
    var request = plain.requests().getFirst();
    assertThat(List.of(request.method(), request.path())).containsExactly("GET", "/health?deep=1");
    assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer abc");
  }

  @Test
  void whoTrustsItsCertificateMayAskIt() throws Exception {
    secured.answers(Reply.json("{}"));
    var trusting = HttpClient.newBuilder().sslContext(trusting(certificate.pem())).build();

    assertThat(ask(trusting, secured)).isEqualTo("{}");
  }

  @Test
  void whoDoesNotTrustItsCertificateIsTold() {
    assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), secured))
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anAnswerMayTakeLongerThanAnybodyWaits() {
    plain.answers(Reply.status(200).after(Duration.ofHours(1)));

    assertThatThrownBy(() -> ask(HttpClient.newHttpClient(), plain))
        .isInstanceOf(HttpTimeoutException.class);
  }

  private static String ask(HttpClient client, Endpoint endpoint)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(endpoint.url("/health?deep=1")))
            .timeout(Duration.ofSeconds(5))
            .header("Authorization", "Bearer abc")
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry(
        "e2e", CertificateFactory.getInstance("X.509").generateCertificate(bytes));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
