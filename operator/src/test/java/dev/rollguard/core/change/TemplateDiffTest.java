package dev.rollguard.core.change;

import static dev.rollguard.core.change.Templates.chatApi;
import static dev.rollguard.core.change.Templates.json;
import static dev.rollguard.core.change.Templates.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every kind of line that a Change may show. */
class TemplateDiffTest {
  private static final String APP = "/spec/containers/0";

  @Test
  void theSameTemplateHasNoLines() {
    assertThat(diff(tree -> {})).isEmpty();
  }

  @Test
  void anImageIsShownWithItsValues() {
    assertThat(diff(tree -> object(tree, APP).put("image", "registry.example/chat:42")))
        .containsExactly(
            "container app: image registry.example/chat:41 → registry.example/chat:42");
  }

  @Test
  void aDigestIsShownWhole() {
    var digest = "registry.example/proxy@sha256:" + "f".repeat(64);

    assertThat(diff(tree -> object(tree, "/spec/containers/1").put("image", digest)))
        .singleElement()
        .asString()
        .startsWith("container proxy: image registry.example/proxy@sha256:01234567")
        .endsWith("→ " + digest);
  }

  @Test
  void theImageOfAnInitContainerIsShown() {
    assertThat(diff(tree -> object(tree, "/spec/initContainers/0").put("image", "m:42")))
        .containsExactly("container migrate: image registry.example/chat-migrate:41 → m:42");
  }

  @Test
  void containersThatComeAndGoAreNamed() {
    assertThat(
            diff(tree -> {
              var containers = (ArrayNode) tree.at("/spec/containers");
              containers.remove(1);
              containers.add(json("{'name':'mesh','image':'mesh:7'}"));
              ((ArrayNode) tree.at("/spec/initContainers")).removeAll();
            }))
        .containsExactly(
            "container migrate: removed",
            "container proxy: removed",
            "container mesh: added, image mesh:7");
  }

  @Test
  void theEnvironmentIsToldByNamesOnly() {
    assertThat(
            diff(tree -> {
              var env = (ArrayNode) tree.at(APP + "/env");
              ((ObjectNode) env.get(0)).put("value", "hello");
              env.remove(1);
              env.add(json("{'name':'TOKEN','value':'s3cret'}"));
            }))
        .containsExactly(
            "container app: env DB_PASSWORD removed",
            "container app: env GREETING changed",
            "container app: env TOKEN added");
  }

  @Test
  void anotherSecretBehindAVariableIsAChange() {
    assertThat(diff(tree -> object(tree, APP + "/env/1/valueFrom/secretKeyRef").put("key", "pw2")))
        .containsExactly("container app: env DB_PASSWORD changed");
  }

  @Test
  void resourcesAreShownWithTheirValues() {
    assertThat(
            diff(tree -> {
              object(tree, APP + "/resources/limits").put("memory", "2Gi").put("cpu", "2");
              object(tree, APP + "/resources/requests").remove("cpu");
              object(tree, APP + "/resources").set("claims", json("[{'name':'gpu'}]"));
            }))
        .containsExactly(
            "container app: resources.claims added",
            "container app: resources.limits cpu none → 2",
            "container app: resources.limits memory 1Gi → 2Gi",
            "container app: resources.requests cpu 250m → none");
  }

  @Test
  void everyOtherFieldOfAContainerIsNamed() {
    assertThat(
            diff(tree -> {
              object(tree, APP + "/livenessProbe").put("periodSeconds", 5);
              object(tree, APP).remove("command");
              object(tree, APP).set("args", json("['--listen=:9090']"));
              object(tree, APP).set("envFrom", json("[{'secretRef':{'name':'x'}}]"));
              object(tree, APP + "/securityContext").put("runAsUser", 0);
            }))
        .containsExactly(
            "container app: args changed",
            "container app: command removed",
            "container app: envFrom added",
            "container app: livenessProbe changed",
            "container app: securityContext changed");
  }

  @Test
  void volumesAreNamed() {
    assertThat(
            diff(tree -> {
              var volumes = (ArrayNode) tree.at("/spec/volumes");
              object(tree, "/spec/volumes/0/configMap").put("name", "chat-api-v2");
              volumes.remove(1);
              volumes.add(json("{'name':'certs','secret':{'secretName':'tls'}}"));
            }))
        .containsExactly("volume config changed", "volume tmp removed", "volume certs added");
  }

  @Test
  void labelsAndAnnotationsOfPodsAreNamed() {
    assertThat(
            diff(tree -> {
              object(tree, "/metadata/labels").put("version", "42").remove("tier");
              object(tree, "/metadata/annotations").put("team", "메신저 플랫폼팀");
            }))
        .containsExactly(
            "pod label tier removed", "pod label version added", "pod annotation team changed");
  }

  @Test
  void aRestartIsOneLine() {
    assertThat(
            diff(
                tree -> object(tree, "/metadata/annotations").put(PodTemplate.RESTARTED_AT, "now")))
        .containsExactly("pod annotation kubectl.kubernetes.io/restartedAt added");
  }

  @Test
  void fieldsOfThePodAreNamed() {
    assertThat(
            diff(tree -> {
              object(tree, "/spec")
                  .put("hostNetwork", true)
                  .put("terminationGracePeriodSeconds", 5);
              object(tree, "/spec").remove("schedulerName");
            }))
        .containsExactly(
            "pod hostNetwork added",
            "pod schedulerName removed",
            "pod terminationGracePeriodSeconds changed");
  }

  @Test
  void anotherOrderAloneIsSaidToo() {
    assertThat(
            diff(tree -> {
              var containers = (ArrayNode) tree.at("/spec/containers");
              containers.add(containers.remove(0));
            }))
        .containsExactly("pod template changed in order or metadata only");
  }

  @Test
  void aContainerWithoutAnImageIsNoProblem() {
    assertThat(diff(tree -> object(tree, APP).remove("image")))
        .containsExactly("container app: image registry.example/chat:41 → none");
  }

  @Test
  void koreanNamesStayReadable() {
    assertThat(diff(tree -> object(tree, "/metadata/annotations").put("설명", "긴급 배포")))
        .containsExactly("pod annotation 설명 added");
  }

  @Test
  void manyLinesAreBounded() {
    var lines = diff(tree -> variables(tree, 1000));

    assertThat(lines).hasSize(32).last().isEqualTo("and 969 more differences");
    assertThat(diff(tree -> variables(tree, 32))).hasSize(32).noneMatch(l -> l.startsWith("and "));
    assertThat(diff(tree -> variables(tree, 33)))
        .hasSize(32)
        .last()
        .isEqualTo("and 2 more differences");
  }

  @Test
  void aLongLineIsBounded() {
    assertThat(diff(tree -> object(tree, APP).put("image", "가".repeat(100_000))))
        .singleElement()
        .satisfies(line ->
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(256));
  }

  @Test
  void aFirstRolloutListsItsImages() {
    assertThat(TemplateDiff.first(PodTemplate.of(chatApi())))
        .containsExactly(
            "container migrate: image registry.example/chat-migrate:41",
            "container app: image registry.example/chat:41",
            "container proxy: image registry.example/proxy@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  }

  private static void variables(ObjectNode tree, int count) {
    var env = (ArrayNode) tree.at(APP + "/env");
    for (int i = 0; i < count; i++) {
      env.addObject().put("name", "V" + i).put("value", "x");
    }
  }

  private static List<String> diff(Consumer<ObjectNode> edit) {
    return TemplateDiff.lines(PodTemplate.of(chatApi()), chatApi(edit));
  }
}
