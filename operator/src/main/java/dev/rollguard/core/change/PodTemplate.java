package dev.rollguard.core.change;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * A pod template in canonical form: as the API server stores it with its defaults, without the
 * label that ReplicaSets add, keys sorted, empty parts left out. Two templates with the same hash
 * run the same pods.
 */
public final class PodTemplate {
  private static final String ADDED_BY_REPLICA_SET = "pod-template-hash";
  static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

  private final JsonNode tree;

  private PodTemplate(JsonNode tree) {
    this.tree = tree;
  }

  /**
   * @param template the object at {@code spec.template} of a Deployment or a ReplicaSet; not
   *     changed
   */
  public static PodTemplate of(JsonNode template) {
    JsonNode copy = template.deepCopy();
    if (copy.at("/metadata/labels") instanceof ObjectNode labels) {
      labels.remove(ADDED_BY_REPLICA_SET);
    }
    return new PodTemplate(copy);
  }

  /** The same template as if it had never been restarted by hand. */
  PodTemplate withoutRestart() {
    JsonNode copy = tree.deepCopy();
    if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove(RESTARTED_AT);
    }
    return new PodTemplate(copy);
  }

  /** The template as JSON, without what ReplicaSets add; not to be changed. */
  public JsonNode tree() {
    return tree;
  }

  /** Containers and their images alone, in their order: 16 hexadecimal digits of a SHA-256. */
  public String imagesHash() {
    var images = new StringBuilder(256);
    for (var kind : List.of("initContainers", "containers")) {
      for (var container : tree.at("/spec/" + kind)) {
        quote(container.path("name").asText(), images);
        quote(container.path("image").asText(), images);
      }
    }
    return sha256(images).substring(0, 16);
  }

  /** SHA-256 of the canonical form, 64 hexadecimal digits. */
  public String hash() {
    var canonical = new StringBuilder(4096);
    write(tree, canonical);
    return sha256(canonical);
  }

  private static String sha256(StringBuilder canonical) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      writeObject(node, out);
    } else if (node.isArray()) {
      out.append('[');
      node.forEach(item -> {
        write(item, out);
        out.append(',');
      });
      out.append(']');
    } else if (node.isTextual()) {
      quote(node.textValue(), out);
    } else {
      out.append(node.asText());
    }
  }

  /** As JSON does it; a node's own toString takes a microsecond for each value. */
  private static void quote(String text, StringBuilder out) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }

  private static void writeObject(JsonNode node, StringBuilder out) {
    var names = new TreeSet<String>();
    node.fieldNames().forEachRemaining(names::add);
    out.append('{');
    for (var name : names) {
      var value = node.get(name);
      if (absent(name, value)) {
        continue;
      }
      quote(name, out);
      out.append(':');
      write(value, out);
      out.append(',');
    }
    out.append('}');
  }

  /**
   * What means the same as nothing. Empty objects do carry meaning in places (emptyDir, security
   * contexts), so only nulls and empty metadata maps go.
   */
  private static boolean absent(String name, JsonNode value) {
    return value.isNull()
        || ((name.equals("annotations") || name.equals("labels"))
            && value.isObject()
            && value.isEmpty());
  }
}
