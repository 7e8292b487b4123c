package dev.rollguard.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client as the client library does, except that of an API server with a certificate
 * authority of its own only that one is trusted, as kubectl has it. The library adds the machine's
 * authorities, and to read all of them takes longer than the command.
 */
final class Transport {
  private Transport() {}

  /**
   * The first handshake of a process takes a quarter of a second to get ready for. Most of that can
   * be done before it is known with whom: this writes a greeting and throws it away.
   */
  static void getReady() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      var engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      var greeting = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), greeting);
    } catch (GeneralSecurityException | IOException e) {
      // Whoever connects meets the same, and says so.
    }
  }

  static HttpClient of(Config config) {
    var factory = new JdkHttpClientFactory();
    if (!hasOwnAuthority(config)) {
      return factory.newBuilder(config).build();
    }
    HttpClient.Builder builder = factory.newBuilder();
    builder
        .followAllRedirects()
        .connectTimeout(config.getConnectionTimeout(), TimeUnit.MILLISECONDS)
        .tag(config.getRequestConfig());
    try {
      builder.sslContext(identity(config), authority(config));
    } catch (GeneralSecurityException | IOException e) {
      throw new FailedException(
          "The certificates of the kubeconfig cannot be read: %s.".formatted(e.getMessage()));
    }
    HttpClientUtils.createApplicableInterceptors(config, factory)
        .forEach(builder::addOrReplaceInterceptor);
    return builder.build();
  }

  private static boolean hasOwnAuthority(Config config) {
    return config.getMasterUrl().startsWith("https:")
        && (config.getCaCertData() != null || config.getCaCertFile() != null)
        && config.getTrustStoreFile() == null
        && !config.isTrustCerts()
        && config.getHttpsProxy() == null
        && config.getTlsServerName() == null
        && !config.isHttp2Disable();
  }

  private static KeyManager @Nullable [] identity(Config config)
      throws GeneralSecurityException, IOException {
    if (config.getClientCertData() == null && config.getClientCertFile() == null) {
      return null; // somebody with a token or a password
    }
    try (var certificates =
            CertUtils.getInputStreamFromDataOrFile(
                config.getClientCertData(), config.getClientCertFile());
        var key =
            CertUtils.getInputStreamFromDataOrFile(
                config.getClientKeyData(), config.getClientKeyFile())) {
      var identity = Identity.of(certificates.readAllBytes(), key.readAllBytes());
      return identity.isPresent()
          ? new KeyManager[] {identity.get()}
          : SSLUtils.keyManagers(config);
    }
  }

  private static TrustManager[] authority(Config config)
      throws GeneralSecurityException, IOException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (var pem =
        CertUtils.getInputStreamFromDataOrFile(config.getCaCertData(), config.getCaCertFile())) {
      var certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem);
      for (var certificate : certificates) {
        trusted.setCertificateEntry("authority-" + trusted.size(), certificate);
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
