package dev.rollguard.core.change;

import static dev.rollguard.core.change.Templates.chatApi;
import static dev.rollguard.core.change.Templates.json;
import static dev.rollguard.core.change.Templates.object;
import static dev.rollguard.core.change.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.core.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTemplateTest {
  /** Changes store this hash: another value would make every running template look new. */
  @Test
  void theHashOfATemplateNeverChanges() {
    assertThat(PodTemplate.of(chatApi()).hash())
        .isEqualTo("d1fd09d618e006725c237ea1d531867c486f82ab6e838e13bdd323e4fad3335b");
  }

  @Test
  void theOrderOfKeysDoesNotMatter() {
    Seeds.forEach(
        50,
        random ->
            assertThat(PodTemplate.of(shuffled(chatApi(), random)).hash())
                .isEqualTo(PodTemplate.of(chatApi()).hash()));
  }

  @Test
  void everyChangeOfAValueOrAnOrderMatters() {
    var before = PodTemplate.of(chatApi()).hash();
    Seeds.forEach(
        200,
        random -> assertThat(chatApi(tree -> changeOne(tree, random)).hash()).isNotEqualTo(before));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'metadata':{'labels':{'a':'b'}}} | {'metadata':{'labels':{'a':'b','pod-template-hash':'5d4f'}}}
          {'spec':{}}                       | {'spec':{},'metadata':{'labels':{}}}
          {'metadata':{},'spec':{}}         | {'metadata':{'annotations':{}},'spec':{}}
          {'metadata':{},'spec':{}}         | {'metadata':{'creationTimestamp':null},'spec':{}}
          {'spec':{'hostNetwork':null}}     | {'spec':{}}
          """)
  void whatMeansNothingIsNotHashed(String one, String other) {
    assertThat(template(with(one)).hash()).isEqualTo(template(with(other)).hash());
  }

  /** ReplicaSets have metadata even where a template has none. */
  private static String with(String text) {
    return text.contains("metadata") ? text : text.replaceFirst("\\{", "{'metadata':{},");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'spec':{'securityContext':{}}}                | {'spec':{}}
          {'spec':{'volumes':[{'emptyDir':{}}]}}         | {'spec':{'volumes':[{}]}}
          {'spec':{'x':1}}                               | {'spec':{'x':'1'}}
          {'spec':{'x':true}}                            | {'spec':{'x':'true'}}
          {'spec':{'args':['a','b']}}                    | {'spec':{'args':['b','a']}}
          {'spec':{'args':['a','b']}}                    | {'spec':{'args':['a,b']}}
          {'spec':{'nodeSelector':{'labels':'prod'}}}    | {'spec':{'nodeSelector':{}}}
          {'spec':{'nodeSelector':{'labels':'prod'}}}    | {'spec':{'nodeSelector':{'labels':'test'}}}
          {'metadata':{'labels':{'annotations':'x'}}}    | {'metadata':{'labels':{}}}
          {'metadata':{'labels':{'creationTimestamp':'x'}}} | {'metadata':{'labels':{}}}
          {'metadata':{'annotations':{'k':'한국'}}}       | {'metadata':{'annotations':{'k':'조선'}}}
          {'metadata':{'annotations':{'a\\\\':'b'}}}     | {'metadata':{'annotations':{'a':'b'}}}
          """)
  void whatMeansSomethingIsHashed(String one, String other) {
    assertThat(template(one).hash()).isNotEqualTo(template(other).hash());
  }

  @Test
  void theCallersTreeIsNotTouched() {
    var tree = json("{'metadata':{'labels':{'pod-template-hash':'x'}}}");

    PodTemplate.of(tree).withoutRestart().hash();

    assertThat(tree.at("/metadata/labels/pod-template-hash").asText()).isEqualTo("x");
  }

  @Test
  void aRestartIsAnotherTemplateThatIsTheSameWithoutTheStamp() {
    var plain = PodTemplate.of(chatApi());
    var restarted =
        chatApi(tree ->
            object(tree, "/metadata/annotations")
                .put("kubectl.kubernetes.io/restartedAt", "2026-05-21T08:30:00+09:00"));

    assertThat(restarted.hash()).isNotEqualTo(plain.hash());
    assertThat(restarted.withoutRestart().hash()).isEqualTo(plain.hash());
    assertThat(plain.withoutRestart().hash()).isEqualTo(plain.hash());
  }

  @Test
  void aRestartStampThatIsTheOnlyAnnotationLeavesNothingBehind() {
    assertThat(
            template("{'metadata':{'annotations':{'kubectl.kubernetes.io/restartedAt':'x'}}}")
                .withoutRestart()
                .hash())
        .isEqualTo(template("{'metadata':{}}").hash());
  }

  @Test
  void anEmptyTemplateHasAHash() {
    assertThat(template("{}").hash()).hasSize(64);
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node instanceof ArrayNode array) {
      var copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(shuffled(item, random)));
      return copy;
    }
    if (!(node instanceof ObjectNode)) {
      return node;
    }
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    var copy = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> copy.set(name, shuffled(node.get(name), random)));
    return copy;
  }

  /** Walks to a random place and changes what is there. */
  private static void changeOne(ObjectNode tree, Random random) {
    ObjectNode at = tree;
    while (true) {
      var names = new ArrayList<String>();
      at.fieldNames().forEachRemaining(names::add);
      names.remove("creationTimestamp");
      var name = names.isEmpty() ? "added" : names.get(random.nextInt(names.size()));
      var value = at.path(name);
      if (value instanceof ArrayNode array && !array.isEmpty() && array.get(0).isObject()) {
        value = array.get(random.nextInt(array.size()));
      }
      if (!(value instanceof ObjectNode inner) || random.nextInt(6) == 0) {
        at.put(name, "changed-" + random.nextInt());
        return;
      }
      at = inner;
    }
  }
}
