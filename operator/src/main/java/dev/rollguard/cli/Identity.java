package dev.rollguard.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The user's certificate and key, straight from their PEM texts. A key store would encrypt the key
 * first, with ten thousand rounds, and decrypt it again.
 */
final class Identity extends X509ExtendedKeyManager {
  private static final String ALIAS = "user";
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]+)-----END");

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xA0;
  private static final byte[] VERSION = {2, 1, 0};
  private static final byte[] RSA = {
    6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 13, 1, 1, 1, 5, 0
  };
  private static final byte[] EC = {6, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};

  private final PrivateKey key;
  private final X509Certificate[] chain;

  private Identity(PrivateKey key, X509Certificate[] chain) {
    this.key = key;
    this.chain = chain;
  }

  /** Empty for a kind of key that only the client library knows. */
  static Optional<Identity> of(byte[] certificates, byte[] pemKey) throws GeneralSecurityException {
    var pem = PEM.matcher(new String(pemKey, StandardCharsets.US_ASCII));
    while (pem.find()) {
      var der = Base64.getMimeDecoder().decode(pem.group(2));
      var key =
          switch (pem.group(1)) {
            case "RSA PRIVATE KEY" -> key("RSA", pkcs8(RSA, der));
            case "EC PRIVATE KEY" -> ec(der);
            default -> any(der);
          };
      if (key.isPresent()) {
        return Optional.of(new Identity(key.get(), chain(certificates)));
      }
    }
    return Optional.empty();
  }

  private static X509Certificate[] chain(byte[] pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .toArray(X509Certificate[]::new);
  }

  private static Optional<PrivateKey> any(byte[] pkcs8) {
    for (var algorithm : new String[] {"EC", "RSA", "EdDSA"}) {
      var key = key(algorithm, pkcs8);
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  private static Optional<PrivateKey> key(String algorithm, byte[] pkcs8) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** RFC 5915: SEQUENCE {version, key, [0] curve, [1] public key}. */
  private static Optional<PrivateKey> ec(byte[] der) {
    int at = der.length > 1 && (der[1] & 0x80) != 0 ? 2 + (der[1] & 0x7F) : 2;
    while (at + 1 < der.length && (der[at] & 0xFF) != PARAMETERS) {
      at += 2 + der[at + 1];
    }
    if (at + 1 >= der.length) {
      return Optional.empty();
    }
    var curve = Arrays.copyOfRange(der, at + 2, at + 2 + der[at + 1]);
    return key("EC", pkcs8(joined(EC, curve), der));
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, joined(VERSION, tagged(SEQUENCE, algorithm), tagged(OCTETS, key)));
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] tagged(int tag, byte[] content) {
    var length =
        content.length < 0x80
            ? new byte[] {(byte) tag, (byte) content.length}
            : new byte[] {
              (byte) tag, (byte) 0x82, (byte) (content.length >> 8), (byte) content.length
            };
    return joined(length, content);
  }

  private @Nullable String alias(String... algorithms) {
    return Arrays.asList(algorithms).contains(key.getAlgorithm()) ? ALIAS : null;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] algorithms, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(algorithms);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] algorithms, Principal @Nullable [] issuers, Socket socket) {
    return alias(algorithms);
  }

  @Override
  public String[] getClientAliases(String algorithm, Principal @Nullable [] issuers) {
    return alias(algorithm) == null ? new String[0] : new String[] {ALIAS};
  }

  @Override
  public @Nullable String chooseServerAlias(
      String algorithm, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String[] getServerAliases(String algorithm, Principal @Nullable [] issuers) {
    return new String[0];
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }
}
