package dev.rollguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key is the same key in each of the forms in which kubeconfigs have it. */
class IdentityTest {
  private static final byte[] NO_CERTIFICATE = {};

  @Test
  void anEllipticCurveKeyIsReadInBothItsForms() throws Exception {
    for (var curve : new String[] {"secp256r1", "secp384r1"}) {
      var pair = pair("EC", curve);
      assertSigns(pair, "PRIVATE KEY", pair.getPrivate().getEncoded());
      assertSigns(pair, "EC PRIVATE KEY", sec1(pair.getPrivate(), curve));
    }
  }

  @Test
  void anRsaKeyIsReadInBothItsForms() throws Exception {
    var pair = pair("RSA", "");
    var pkcs8 = pair.getPrivate().getEncoded();
    assertSigns(pair, "PRIVATE KEY", pkcs8);
    // version, algorithm (15 bytes) and the header of the octets stand before the key itself
    assertSigns(pair, "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
  }

  @Test
  void anotherKindOfKeyIsLeftToTheLibrary() throws Exception {
    assertThat(Identity.of(NO_CERTIFICATE, pem("ENCRYPTED PRIVATE KEY", new byte[] {1}))).isEmpty();
    assertThat(Identity.of(NO_CERTIFICATE, pem("EC PRIVATE KEY", new byte[] {0x30, 0}))).isEmpty();
  }

  private static KeyPair pair(String algorithm, String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (curve.isEmpty()) {
      generator.initialize(2048);
    } else {
      generator.initialize(new ECGenParameterSpec(curve));
    }
    return generator.generateKeyPair();
  }

  /** RFC 5915, from RFC 5208: the curve is added, which there stands outside. */
  private static byte[] sec1(PrivateKey key, String curve) {
    var size = curve.equals("secp256r1") ? 32 : 48;
    var scalar = ((java.security.interfaces.ECPrivateKey) key).getS().toByteArray();
    var oid =
        curve.equals("secp256r1")
            ? new byte[] {6, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 3, 1, 7}
            : new byte[] {6, 5, 0x2B, (byte) 0x81, 4, 0, 0x22};
    var der = new java.io.ByteArrayOutputStream();
    der.writeBytes(new byte[] {0x30, (byte) (3 + 2 + size + 2 + oid.length), 2, 1, 1, 4});
    der.write(size);
    for (int i = 0; i < size; i++) {
      int at = scalar.length - size + i;
      der.write(at < 0 ? 0 : scalar[at]);
    }
    der.write(0xA0);
    der.write(oid.length);
    der.writeBytes(oid);
    return der.toByteArray();
  }

  private static byte[] pem(String title, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(title, Base64.getMimeEncoder().encodeToString(der), title)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void assertSigns(KeyPair pair, String title, byte[] der) throws Exception {
    Optional<Identity> read = Identity.of(NO_CERTIFICATE, pem(title, der));
    assertThat(read).as(title).isPresent();
    var algorithm = "SHA256with" + pair.getPublic().getAlgorithm().replace("EC", "ECDSA");
    var signing = Signature.getInstance(algorithm);
    signing.initSign(read.get().getPrivateKey("user"));
    signing.update((byte) 7);
    var verifying = Signature.getInstance(algorithm);
    verifying.initVerify(pair.getPublic());
    verifying.update((byte) 7);
    assertThat(verifying.verify(signing.sign())).as(title).isTrue();
  }
}
