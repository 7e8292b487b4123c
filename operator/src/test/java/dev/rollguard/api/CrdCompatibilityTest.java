package dev.rollguard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Objects that the last release admitted must be admitted by this one. A break that is wanted, and
 * in the changelog, becomes the new baseline: {@code mvn -pl operator test
 * -Dtest=CrdCompatibilityTest -Dregenerate=baseline}
 */
class CrdCompatibilityTest {
  private static final Path BASELINE = Path.of("../crds/baseline/v1alpha1");
  private static final Map<String, ObjectNode> DEFINITIONS = CrdGenerator.definitions();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "changewindows",
        "faults",
        "changes",
        "checktemplates",
        "checkruns",
        "approvals",
        "breakglasses"
      })
  void nothingBreaksThoseWhoReliedOnTheBaseline(String plural) throws IOException {
    String file = plural + ".rollguard.dev.yaml";
    if ("baseline".equals(System.getProperty("regenerate"))) {
      Files.createDirectories(BASELINE);
      Files.writeString(BASELINE.resolve(file), CrdGenerator.yaml(DEFINITIONS.get(file)));
    }
    JsonNode baseline = CrdGenerator.parse(Files.readString(BASELINE.resolve(file)));
    JsonNode current = CrdGenerator.parse(CrdGenerator.yaml(DEFINITIONS.get(file)));
    assertThat(CrdCompatibility.breaks(baseline, current)).isEmpty();
  }

  static Stream<Arguments> breakingChanges() {
    return Stream.of(
        change("a field is gone", s -> s.remove("summary"), "Fault.spec.summary is gone."),
        change(
            "a type changes",
            s -> field(s, "summary").put("type", "integer"),
            "Fault.spec.summary type was \"string\" and is \"integer\"."),
        change(
            "a bound tightens",
            s -> field(s, "summary").put("maxLength", 100),
            "Fault.spec.summary maxLength was 1024 and is 100."),
        change(
            "a bound is new",
            s -> field(s, "summary").put("minLength", 5),
            "Fault.spec.summary minLength was absent and is 5."),
        change(
            "a value is gone",
            s -> ((ArrayNode) field(s, "severity").path("enum")).remove(0),
            "Fault.spec.severity enum no longer has Critical."),
        change(
            "an enum is new",
            s -> field(s, "summary").putArray("enum").add("a"),
            "Fault.spec.summary enum is new."),
        change(
            "a rule is new",
            s -> rules(s, "summary").addObject().put("rule", "self != 'x'"),
            "Fault.spec.summary rule is new: self != 'x'."),
        change(
            "a default changes",
            s -> field(s, "severity").put("default", "Minor"),
            "Fault.spec.severity default was absent and is \"Minor\"."),
        change(
            "a nested field is required",
            s -> field(s, "resolution").putArray("required").add("cause"),
            "Fault.spec.resolution required is new: cause."));
  }

  private static Arguments change(String name, Consumer<ObjectNode> edit, String expected) {
    return arguments(org.junit.jupiter.api.Named.of(name, edit), expected);
  }

  @ParameterizedTest
  @MethodSource("breakingChanges")
  void aBreakingChangeIsFound(Consumer<ObjectNode> edit, String expected) {
    ObjectNode changed = fault();

    edit.accept(specOf(changed));

    assertThat(CrdCompatibility.breaks(fault(), changed)).containsExactly(expected);
  }

  @Test
  void whatIsOnlyAddedOrWidenedIsFine() {
    ObjectNode changed = fault();

    specOf(changed).putObject("ticket").put("type", "string").put("maxLength", 10);
    field(specOf(changed), "summary").put("maxLength", 2048).remove("x-kubernetes-validations");
    ((ArrayNode) field(specOf(changed), "severity").path("enum")).add("Trivial");

    assertThat(CrdCompatibility.breaks(fault(), changed)).isEmpty();
  }

  @Test
  void namesScopeVersionAndSelectableFieldsStay() {
    ObjectNode changed = fault();

    ((ObjectNode) changed.at("/spec")).put("scope", "Namespaced");
    ((ObjectNode) changed.at("/spec/names")).putArray("shortNames");
    ((ObjectNode) changed.at("/spec/versions/0")).putArray("selectableFields");

    assertThat(CrdCompatibility.breaks(fault(), changed))
        .containsExactly(
            "Fault /spec/scope was \"Cluster\" and is \"Namespaced\".",
            "Fault /spec/names/shortNames no longer has flt.",
            "Fault /selectableFields no longer has {\"jsonPath\":\".spec.datacenter\"}.");
  }

  @Test
  void aVersionStaysServed() {
    ObjectNode changed = fault();

    ((ObjectNode) changed.at("/spec/versions/0")).put("served", false);

    assertThat(CrdCompatibility.breaks(fault(), changed))
        .containsExactly("Fault: version v1alpha1 is no longer served.");
  }

  private static ObjectNode fault() {
    return DEFINITIONS.get("faults.rollguard.dev.yaml").deepCopy();
  }

  private static ObjectNode specOf(ObjectNode definition) {
    return (ObjectNode)
        definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties");
  }

  private static ObjectNode field(ObjectNode properties, String name) {
    return (ObjectNode) properties.path(name);
  }

  private static ArrayNode rules(ObjectNode properties, String name) {
    return (ArrayNode) properties.path(name).path("x-kubernetes-validations");
  }
}
