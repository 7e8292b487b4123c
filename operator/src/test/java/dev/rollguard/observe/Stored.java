package dev.rollguard.observe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Objects as a real API server stored them (Kubernetes 1.36), with their managed fields. */
final class Stored {
  static final KubernetesSerialization SERIALIZATION = Clients.serialization();

  private Stored() {}

  static String text(String file) {
    try (var stream = Stored.class.getResourceAsStream(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Workload workload(String file) {
    return read(text(file));
  }

  static Workload read(String json) {
    return SERIALIZATION.unmarshal(json, Workload.class);
  }

  static JsonNode tree(String file) {
    try {
      return new ObjectMapper().readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
