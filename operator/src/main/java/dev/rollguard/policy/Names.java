package dev.rollguard.policy;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Mode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Names of the compiled objects. People meet them in error messages. */
final class Names {
  static final String HOLD = "hold.rollguard.dev";
  static final String LABELS = "labels.rollguard.dev";

  /** What remains of 253 after the longest prefix and suffix. */
  private static final int LONGEST_WINDOW = 220;

  private Names() {}

  static String policy(String window, Mode mode) {
    return "%s.%s.rollguard.dev".formatted(bounded(window), mode.name().toLowerCase(Locale.ROOT));
  }

  static ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withLabels(
            Map.of(
                Labels.PART_OF, Labels.PART_OF_VALUE, Labels.MANAGED_BY, Labels.MANAGED_BY_VALUE))
        .build();
  }

  /** A name that is too long is cut and made unique by its hash. */
  private static String bounded(String window) {
    if (window.length() <= LONGEST_WINDOW) {
      return window;
    }
    var hash = HexFormat.of().formatHex(sha256(window), 0, 8);
    return window.substring(0, LONGEST_WINDOW - hash.length() - 1).replaceAll("[.-]+$", "")
        + "-"
        + hash;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
