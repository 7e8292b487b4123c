package dev.rollguard.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One client with its connections for each set of certificates to trust, the last used few. */
final class Clients implements AutoCloseable {
  private static final int MOST = 16;

  private final Executor threads;
  private final LinkedHashMap<Optional<String>, HttpClient> clients =
      new LinkedHashMap<>(MOST, 0.75f, true);

  Clients(Executor threads) {
    this.threads = threads;
  }

  /**
   * @param caPem the certificates to trust instead of the usual ones
   */
  synchronized HttpClient trusting(Optional<String> caPem)
      throws GeneralSecurityException, IOException, CallFailedException {
    var known = clients.get(caPem);
    if (known != null) {
      return known;
    }
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            // A proxy would reach what Targets refuses.
            .proxy(HttpClient.Builder.NO_PROXY)
            .executor(threads);
    if (caPem.isPresent()) {
      client.sslContext(context(caPem.get()));
    }
    var built = client.build();
    clients.put(caPem, built);
    if (clients.size() > MOST) {
      clients.pollFirstEntry().getValue().shutdown();
    }
    return built;
  }

  private static SSLContext context(String pem)
      throws GeneralSecurityException, IOException, CallFailedException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    for (var certificate : certificates(pem)) {
      trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws CallFailedException {
    try {
      var all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException e) {
      // The library's message may quote what it read.
    }
    throw new CallFailedException(
        "The CA is not a certificate in PEM; it starts with -----BEGIN CERTIFICATE-----.");
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(HttpClient::shutdownNow);
    clients.clear();
  }
}
