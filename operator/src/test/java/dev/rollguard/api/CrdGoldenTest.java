package dev.rollguard.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checked-in definitions and their reference page are those of the API classes. After a change:
 * {@code mvn -pl operator test -Dtest=CrdGoldenTest -Dregenerate}
 */
class CrdGoldenTest {
  private static final Path ROOT = Path.of("..");
  private static final Map<String, ObjectNode> DEFINITIONS = CrdGenerator.definitions();

  static Stream<Path> goldenFiles() {
    return golden().keySet().stream();
  }

  private static Map<Path, String> golden() {
    Map<Path, String> files = new TreeMap<>();
    DEFINITIONS.forEach((name, definition) -> {
      files.put(Path.of("crds", name), CrdGenerator.yaml(definition));
      files.put(Path.of("helm/rollguard/files/crds", name), CrdGenerator.yaml(definition));
    });
    files.put(Path.of("docs/reference/api.md"), ApiReference.write(DEFINITIONS));
    return files;
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void theCheckedInFileIsTheGeneratedOne(Path file) throws IOException {
    String generated = golden().get(file);
    if (System.getProperty("regenerate") != null) {
      Files.createDirectories(ROOT.resolve(file).getParent());
      Files.writeString(ROOT.resolve(file), generated);
    }
    assertThat(ROOT.resolve(file)).hasContent(generated);
  }

  @Test
  void noOtherDefinitionIsCheckedIn() throws IOException {
    for (String folder : List.of("crds", "helm/rollguard/files/crds")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
            .as(folder)
            .containsExactlyInAnyOrderElementsOf(DEFINITIONS.keySet());
      }
    }
  }

  @Test
  void theYamlReadsBackAsTheSameDefinition() {
    DEFINITIONS.forEach((name, definition) -> {
      JsonNode readBack = CrdGenerator.parse(CrdGenerator.yaml(definition));
      assertThat(Schemas.normal(readBack)).as(name).isEqualTo(Schemas.normal(definition));
    });
  }

  @Test
  void everyFieldHasADescription() {
    DEFINITIONS.forEach((name, definition) ->
        Schemas.fields(definition)
            .forEach((path, field) ->
                assertThat(field.path("description").asText()).as(path).endsWith(".")));
  }

  @Test
  void everyListStringAndMapOfASpecHasABound() {
    DEFINITIONS.forEach((name, definition) ->
        Schemas.fields(definition).forEach((path, field) -> assertBound(path, field)));
  }

  private static void assertBound(String path, JsonNode field) {
    switch (field.path("type").asText()) {
      case "array" -> assertThat(field.has("maxItems")).as(path).isTrue();
      case "string" ->
          assertThat(field.has("maxLength") || field.has("enum") || field.has("format"))
              .as(path)
              .isTrue();
      default ->
          assertThat(field.has("additionalProperties") && !field.has("maxProperties"))
              .as(path)
              .isFalse();
    }
  }

  @Test
  void everyRuleHasASentence() {
    DEFINITIONS.forEach((name, definition) ->
        definition
            .findValues("x-kubernetes-validations")
            .forEach(rules ->
                rules.forEach(rule ->
                    assertThat(rule.path("message").asText())
                        .as(rule.path("rule").asText())
                        .endsWith("."))));
  }
}
