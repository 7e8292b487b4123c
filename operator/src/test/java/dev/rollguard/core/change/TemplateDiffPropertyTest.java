package dev.rollguard.core.change;

import static dev.rollguard.core.change.Templates.chatApi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rollguard.core.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever differs, no value that may be a secret is shown. */
class TemplateDiffPropertyTest {
  private static final int RUNS = 150;
  private static final String MARKER = "hunter2";

  /** Shown by design: images, resources, and names. Everything else may hold a secret. */
  private static final Set<String> SHOWN = Set.of("image", "resources", "name");

  @Test
  void noValueOfTheEnvironmentArgumentsOrAnnotationsIsShown() {
    Seeds.forEach(
        RUNS,
        random -> {
          var from = marked(random);
          var to = marked(random);

          assertThat(TemplateDiff.lines(from, to)).noneMatch(line -> line.contains(MARKER));
          assertThat(TemplateDiff.first(to)).noneMatch(line -> line.contains(MARKER));
        });
  }

  @Test
  void linesAreShortFewAndSingle() {
    Seeds.forEach(
        RUNS,
        random -> {
          var lines = TemplateDiff.lines(marked(random), marked(random));

          assertThat(lines).hasSizeLessThanOrEqualTo(TemplateDiff.MAX_LINES);
          assertThat(lines)
              .allSatisfy(line -> {
                assertThat(line).isNotBlank().doesNotContain("\n", "null");
                assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(256);
              });
        });
  }

  @Test
  void thereAreLinesExactlyWhenTheHashesDiffer() {
    Seeds.forEach(
        RUNS,
        random -> {
          var from = random.nextInt(3) == 0 ? marked(random) : PodTemplate.of(chatApi());
          var to = random.nextInt(3) == 0 ? marked(random) : PodTemplate.of(chatApi());

          assertThat(TemplateDiff.lines(from, to).isEmpty())
              .isEqualTo(from.hash().equals(to.hash()));
        });
  }

  /** The template with a marker in many values, and with more parts that may hold a secret. */
  private static PodTemplate marked(Random random) {
    var tree = chatApi();
    var app = (ObjectNode) tree.at("/spec/containers/0");
    var command = app.withArray("command");
    Stream.of("sh", "-c", "login").forEach(command::add);
    app.withObject("lifecycle")
        .withObject("postStart")
        .withObject("exec")
        .withArray("command")
        .add("x");
    app.withObject("readinessProbe")
        .withObject("httpGet")
        .withArray("httpHeaders")
        .addObject()
        .put("name", "X-Key")
        .put("value", "x");
    var volume = ((ArrayNode) tree.at("/spec/volumes")).addObject().put("name", "csi");
    volume.withObject("csi").withObject("volumeAttributes").put("token", "x");
    mark(tree, random);
    return PodTemplate.of(tree);
  }

  private static void mark(JsonNode node, Random random) {
    if (node instanceof ObjectNode object) {
      for (var name : List.copyOf(object.propertyStream().map(e -> e.getKey()).toList())) {
        var value = object.get(name);
        if (value instanceof TextNode && !SHOWN.contains(name) && random.nextBoolean()) {
          object.put(name, MARKER + random.nextInt());
        } else if (!SHOWN.contains(name)) {
          mark(value, random);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TextNode && random.nextBoolean()) {
          array.set(i, TextNode.valueOf(MARKER + random.nextInt()));
        } else {
          mark(array.get(i), random);
        }
      }
    }
  }
}
