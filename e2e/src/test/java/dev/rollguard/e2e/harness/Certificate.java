package dev.rollguard.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for one address, made by keytool when it is needed, and signed by nobody else. */
public final class Certificate {
  private static final String PASSWORD = "changeit";

  private final Path store;

  private Certificate(Path store) {
    this.store = store;
  }

  static Certificate of(String address) {
    try {
      var certificate = new Certificate(Files.createTempDirectory("certificate").resolve("store"));
      certificate.keytool(
          List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=e2e", "-ext", "san=ip:" + address));
      return certificate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For those who shall trust it. */
  public String pem() {
    return keytool(List.of("-exportcert", "-rfc"));
  }

  SSLContext context() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(
          KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String keytool(List<String> arguments) {
    var words = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    words.addAll(arguments);
    words.addAll(List.of("-alias", "e2e", "-keystore", store.toString(), "-storepass", PASSWORD));
    return Command.run(words, Map.of(), "").orFail().output();
  }
}
