package dev.rollguard.core.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Pod templates for tests. */
public final class Templates {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Templates() {}

  /** A template as the API server stores it, with its defaults. */
  public static ObjectNode chatApi() {
    try (var file = Templates.class.getResourceAsStream("chat-api.json")) {
      return (ObjectNode) JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PodTemplate chatApi(Consumer<ObjectNode> edit) {
    var tree = chatApi();
    edit.accept(tree);
    return PodTemplate.of(tree);
  }

  /** JSON with single quotes. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PodTemplate template(String text) {
    return PodTemplate.of(json(text));
  }

  static ObjectNode object(ObjectNode tree, String path) {
    return (ObjectNode) tree.at(path);
  }
}
