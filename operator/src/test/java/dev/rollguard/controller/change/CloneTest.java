package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.api.v1alpha1.Change;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CloneTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void itsPodsAreTheRequestedOnesWithOneLabelMore() throws IOException {
    var clone = Clone.of(deployment(), change(), 2);
    var template = (ObjectNode) clone.at("/spec/template");
    assertThat(template.at("/metadata/labels").toString())
        .isEqualTo("{\"app\":\"chat\",\"rollguard.dev/track\":\"canary\"}");
    ((ObjectNode) template.at("/metadata/labels")).remove("rollguard.dev/track");
    assertThat(template).isEqualTo(deployment().at("/spec/template"));
  }

  @Test
  void itSelectsItsOwnPodsOnly() throws IOException {
    assertThat(Clone.of(deployment(), change(), 2).at("/spec/selector").toString())
        .isEqualTo("{\"matchLabels\":{\"app\":\"chat\",\"rollguard.dev/track\":\"canary\"}}");
  }

  @Test
  void itRunsThoughTheOtherIsPausedAndWithSoManyPods() throws IOException {
    var clone = Clone.of(deployment(), change(), 2);
    assertThat(clone.at("/spec").has("paused")).isFalse();
    assertThat(clone.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(clone.at("/spec/strategy/type").asText()).isEqualTo("RollingUpdate");
  }

  @Test
  void itGoesWithItsChangeAndSaysWhoseItIs() throws IOException {
    var metadata = Clone.of(deployment(), change(), 2).get("metadata");
    assertThat(metadata.toString())
        .isEqualTo(
            "{\"name\":\"chat-api-canary\",\"namespace\":\"chat\","
                + "\"labels\":{\"rollguard.dev/datacenter\":\"dc1\",\"rollguard.dev/canary-of\":\"chat-api\"},"
                + "\"annotations\":{\"rollguard.dev/canary-of\":\"chat-api\",\"rollguard.dev/change\":\"chat-api-1234\"},"
                + "\"ownerReferences\":[{\"apiVersion\":\"rollguard.dev/v1alpha1\",\"kind\":\"Change\",\"name\":\"chat-api-1234\",\"uid\":\"u7\"}]}");
  }

  @Test
  void longNamesAreCut() {
    assertThat(Clone.name("a".repeat(253))).hasSize(253).endsWith("-canary");
  }

  private static Change change() {
    var change = new Change();
    change.setMetadata(new ObjectMetaBuilder().withName("chat-api-1234").withUid("u7").build());
    return change;
  }

  private static JsonNode deployment() throws IOException {
    return JSON.readTree(
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"chat-api","namespace":"chat",
         "labels":{"app":"chat","rollguard.dev/held":"true","rollguard.dev/datacenter":"dc1"}},
         "spec":{"replicas":10,"paused":true,"selector":{"matchLabels":{"app":"chat"}},
          "strategy":{"type":"RollingUpdate"},
          "template":{"metadata":{"labels":{"app":"chat"}},"spec":{"containers":[{"name":"app","image":"chat:42"}]}}}}\
        """);
  }
}
