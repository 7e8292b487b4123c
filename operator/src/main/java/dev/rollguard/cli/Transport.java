package dev.rollguard.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes the HTTP client as the client library does, except that of an API server with a certificate
 * authority of its own only that one is trusted, as kubectl has it. The library adds the machine's
 * authorities, and to read all of them takes longer than the command.
 */
final class Transport {
  private Transport() {}

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
      builder.sslContext(SSLUtils.keyManagers(config), authority(config));
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
