package dev.rollguard.core.change;

import static dev.rollguard.core.change.Templates.chatApi;
import static dev.rollguard.core.change.Templates.json;
import static dev.rollguard.core.change.Templates.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.core.risk.TagJump;
import dev.rollguard.core.risk.TemplateFact;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFactsTest {
  private static final String APP = "/spec/containers/0";
  private static final String MIGRATE = "/spec/initContainers/0";

  private static TemplateFact after(Consumer<ObjectNode> edit) {
    return TemplateFacts.between(PodTemplate.of(chatApi()), chatApi(edit));
  }

  private static TemplateFact afterApp(Consumer<ObjectNode> edit) {
    return after(t -> edit.accept(object(t, APP)));
  }

  @Test
  void nothingDiffers() {
    assertThat(after(t -> {}))
        .isEqualTo(
            new TemplateFact(
                false,
                TagJump.None,
                false,
                0,
                0,
                List.of(),
                false,
                false,
                false,
                false,
                List.of()));
  }

  @Test
  void anImageAlone() {
    assertThat(afterApp(c -> c.put("image", "registry.example/chat:42")))
        .isEqualTo(
            new TemplateFact(
                true,
                TagJump.Other,
                false,
                1,
                1,
                List.of(),
                false,
                false,
                false,
                false,
                List.of()));
  }

  @Test
  void anImageBesideSomethingElseIsNotTheImageOnly() {
    var fact =
        afterApp(c -> {
          c.put("image", "registry.example/chat:42");
          c.putArray("args").add("--verbose");
        });

    assertThat(fact.imageOnly()).isFalse();
    assertThat(fact.images()).isEqualTo(1);
    assertThat(fact.other()).containsExactly("args");
  }

  /** A restart is told by the type of the change; it must not hide that the image moved. */
  @Test
  void theStampOfARestartIsNoDifference() {
    Consumer<ObjectNode> restart =
        t -> object(t, "/metadata/annotations").put(PodTemplate.RESTARTED_AT, "now");

    assertThat(after(restart)).isEqualTo(after(t -> {}));
    assertThat(after(restart.andThen(t -> object(t, APP).put("image", "registry.example/chat:42"))))
        .extracting(TemplateFact::imageOnly)
        .isEqualTo(true);
  }

  @Test
  void ofSeveralImagesTheOneThatCountsMostCounts() {
    var fact =
        TemplateFacts.between(
            chatApi(t -> {
              object(t, APP).put("image", "chat:1.4.1");
              object(t, MIGRATE).put("image", "migrate:1.9.0");
            }),
            chatApi(t -> {
              object(t, APP).put("image", "chat:1.4.2");
              object(t, MIGRATE).put("image", "migrate:2.0.0");
            }));

    assertThat(fact.tagJump()).isEqualTo(TagJump.Major);
    assertThat(fact.images()).isEqualTo(2);
    assertThat(fact.containers()).isEqualTo(2);
    assertThat(fact.imageOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"chat, true", "chat:latest, true", "chat:42, false"})
  void anImageThatIsNewMayFloat(String image, boolean latest) {
    assertThat(afterApp(c -> c.put("image", image)).latest()).isEqualTo(latest);
  }

  /** It ran like that before: nothing new about it. */
  @Test
  void anImageThatFloatedBeforeIsNotNew() {
    var before = chatApi(t -> object(t, APP).put("image", "chat:latest"));
    var after =
        chatApi(t -> object(t, APP).put("image", "chat:latest").putArray("args").add("--verbose"));

    assertThat(TemplateFacts.between(before, after).latest()).isFalse();
  }

  @Test
  void variablesAreKnownByTheirNames() {
    var fact =
        afterApp(c -> {
          var env = (ArrayNode) c.withArray("env");
          ((ObjectNode) env.get(0)).put("value", "hello");
          env.remove(1);
          env.addObject().put("name", "NEW").put("value", "1");
        });

    assertThat(fact.env()).containsExactly("DB_PASSWORD", "GREETING", "NEW");
    assertThat(fact.imageOnly()).isFalse();
    assertThat(fact.other()).isEmpty();
  }

  @Test
  void variablesFromElsewhereAreAnotherField() {
    assertThat(
            afterApp(c -> c.putArray("envFrom").addObject().putObject("secretRef").put("name", "s"))
                .other())
        .containsExactly("envFrom");
  }

  @Test
  void resources() {
    var fact = afterApp(c -> object(c, "/resources/limits").put("memory", "2Gi"));

    assertThat(fact.resources()).isTrue();
    assertThat(fact.other()).isEmpty();
    assertThat(afterApp(c -> c.put("image", "chat:42")).resources()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"livenessProbe", "readinessProbe", "startupProbe"})
  void probes(String probe) {
    var fact = afterApp(c -> c.set(probe, json("{'tcpSocket':{'port':1}}")));

    assertThat(fact.probes()).isTrue();
    assertThat(fact.other()).isEmpty();
  }

  @Test
  void volumesAndTheirMounts() {
    assertThat(after(t -> ((ArrayNode) t.at("/spec/volumes")).addObject().put("name", "n")))
        .satisfies(f -> assertThat(f.volumes()).isTrue())
        .satisfies(f -> assertThat(f.other()).isEmpty());
    assertThat(afterApp(c -> c.putArray("volumeMounts")).volumes()).isTrue();
    assertThat(afterApp(c -> c.put("image", "chat:42")).volumes()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/spec, securityContext",
    "/spec, hostNetwork",
    "/spec, hostPID",
    "/spec, hostIPC",
    "/spec, hostUsers",
    "/spec, serviceAccountName",
    "/spec, automountServiceAccountToken",
    "/spec/containers/0, securityContext",
    "/spec/initContainers/0, securityContext"
  })
  void security(String where, String field) {
    var fact = after(t -> object(t, where).set(field, json("{'new':true}")));

    assertThat(fact.security()).isTrue();
    assertThat(fact.other()).isEmpty();
    assertThat(fact.volumes() || fact.resources() || fact.probes() || fact.imageOnly()).isFalse();
  }

  @Test
  void fieldsThatNoOtherFactCoversAreNamed() {
    var fact =
        after(t -> {
          object(t, APP).putArray("command").add("/bin/other");
          object(t, "/spec").put("priorityClassName", "high");
          object(t, "/metadata/labels").put("tier", "other");
          object(t, "/metadata/annotations").put("team", "other");
        });

    assertThat(fact.other())
        .containsExactlyInAnyOrder(
            "command", "pod.priorityClassName", "pod.label.tier", "pod.annotation.team");
    assertThat(fact.security()).isFalse();
  }

  @Test
  void aContainerThatIsAddedIsNewWithItsImage() {
    var fact =
        after(t ->
            ((ArrayNode) t.at("/spec/containers"))
                .addObject()
                .put("name", "sidecar")
                .put("image", "proxy"));

    assertThat(fact.other()).containsExactly("containers");
    assertThat(fact.imageOnly()).isFalse();
    assertThat(fact.images()).isEqualTo(1);
    assertThat(fact.containers()).isEqualTo(1);
    assertThat(fact.latest()).isTrue();
    assertThat(fact.tagJump()).isEqualTo(TagJump.None);
  }

  @Test
  void aContainerThatIsRemovedHasNoNewImage() {
    var fact = after(t -> ((ArrayNode) t.at("/spec/initContainers")).remove(0));

    assertThat(fact.other()).containsExactly("containers");
    assertThat(fact.images()).isZero();
    assertThat(fact.containers()).isEqualTo(1);
  }

  /** The hash differs, so something does; what exactly the lines do not show either. */
  @Test
  void whatDiffersInOrderOnlyIsSaid() {
    var fact =
        afterApp(c -> {
          var env = (ArrayNode) c.withArray("env");
          env.add(env.remove(0));
        });

    assertThat(fact.other()).containsExactly("order");
    assertThat(fact.imageOnly()).isFalse();
  }

  @Test
  void aFirstRolloutIsComparedWithNothing() {
    var first = TemplateFacts.first(PodTemplate.of(chatApi()));

    assertThat(first.images()).isEqualTo(3);
    assertThat(first.containers()).isEqualTo(3);
    assertThat(first.imageOnly()).isFalse();
    assertThat(first.latest()).isFalse();
    assertThat(TemplateFacts.first(chatApi(t -> object(t, APP).put("image", "chat"))).latest())
        .isTrue();
  }
}
