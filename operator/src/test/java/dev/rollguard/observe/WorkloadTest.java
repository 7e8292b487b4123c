package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollguard.core.change.PodTemplate;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

/** What is left of a Deployment after it was read. */
class WorkloadTest {

  private static final String CHAT = "chat-api.json";

  @Test
  void onlyTheLabelMakesAClone() {
    var claimed = new Workload();
    claimed.setMetadata(
        new ObjectMetaBuilder().addToAnnotations("rollguard.dev/canary-of", "chat-api").build());
    assertThat(claimed.getCanaryOf()).as("anybody may write an annotation").isEmpty();
    var clone = new Workload();
    clone.setMetadata(
        new ObjectMetaBuilder()
            .addToAnnotations("rollguard.dev/canary-of", "chat-api")
            .addToLabels("rollguard.dev/canary-of", "chat-api")
            .build());
    assertThat(clone.getCanaryOf()).isEqualTo("chat-api");
  }

  @Test
  void whatDecisionsNeedIsRead() {
    var workload = Stored.workload(CHAT);

    assertThat(workload.path()).isEqualTo("free/chat-api");
    assertThat(workload.getMetadata().getUid()).hasSize(36);
    assertThat(workload.getMetadata().getResourceVersion()).isNotBlank();
    assertThat(workload.getMetadata().getLabels())
        .containsEntry("rollguard.dev/datacenter", "dc9")
        .containsEntry("app", "chat-api");
    assertThat(workload.getSpec().getReplicas()).isEqualTo(3);
    assertThat(workload.getSpec().isPaused()).isFalse();
    assertThat(workload.isHeld()).isFalse();
    assertThat(workload.rollout().generation()).isEqualTo(1);
    assertThat(workload.rollout().observedGeneration()).isEqualTo(1);
    assertThat(workload.rollout().progressing()).isEqualTo("NewReplicaSetCreated");
    assertThat(workload.rollout().inMotion()).isTrue();
  }

  @Test
  void theDeadlineOfARolloutIsRead() {
    var stored = (ObjectNode) Stored.tree(CHAT);
    stored.withObject("/spec").put("progressDeadlineSeconds", 5);

    assertThat(Stored.workload(CHAT).rollout().deadlineSeconds()).isEqualTo(600);
    assertThat(Stored.read(stored.toString()).rollout().deadlineSeconds()).isEqualTo(5);
  }

  @Test
  void theHashIsThatOfTheFullTemplate() {
    assertThat(Stored.workload(CHAT).getSpec().getTemplateHash())
        .isEqualTo(PodTemplate.of(Stored.tree(CHAT).at("/spec/template")).hash());
  }

  /** Else no rollback and no re-applied template would ever be recognised. */
  @Test
  void theHashIsThatOfTheReplicaSetThatTheControllerMade() {
    var replicaSet = Stored.tree("chat-api-replicaset.json").at("/spec/template");

    assertThat(replicaSet.at("/metadata/labels").has("pod-template-hash")).isTrue();
    assertThat(PodTemplate.of(replicaSet).hash())
        .isEqualTo(Stored.workload(CHAT).getSpec().getTemplateHash());
  }

  @Test
  void theRestIsDropped() {
    var slim = Stored.SERIALIZATION.asJson(Stored.workload(CHAT));

    assertThat(slim.length()).isLessThan(800);
    assertThat(slim)
        .doesNotContain("managedFields", "registry.example", "last-applied", "메신저", "PASSWORD");
  }

  @Test
  void aHoldIsRead() {
    var held = Stored.workload("own-pause/held.json");

    assertThat(held.isHeld()).isTrue();
    assertThat(held.getSpec().isPaused()).isTrue();
    assertThat(held.getRequestedBy()).isEqualTo("admin");
    assertThat(held.getRequestedAt()).isEqualTo("2026-11-23T04:08:53Z");
    assertThat(held.rollout().progressing()).isEqualTo("DeploymentPaused");
  }

  /** Caches and the operator framework clone objects through JSON. */
  @Test
  void aCloneIsTheSame() {
    for (var file : new String[] {CHAT, "own-pause/held.json", "own-pause/created-paused.json"}) {
      var original = Stored.workload(file);

      var clone = Stored.SERIALIZATION.clone(original);

      assertThat(clone).isNotSameAs(original);
      assertThat(clone).usingRecursiveComparison().isEqualTo(original);
      assertThat(clone.isOwnPause()).isEqualTo(original.isOwnPause());
      assertThat(clone.rollout()).isEqualTo(original.rollout());
      assertThat(Stored.SERIALIZATION.asJson(clone))
          .isEqualTo(Stored.SERIALIZATION.asJson(original));
    }
  }

  @Test
  void ourConditionIsReadAndSurvivesACloning() {
    var tree = (ObjectNode) Stored.tree(CHAT);
    var condition = tree.withObject("/status").withArray("conditions").addObject();
    condition.put("type", "RolloutHeld").put("status", "True");
    condition.put("reason", "FaultOpen").put("message", "장애가 열려 있습니다.");

    var clone = Stored.SERIALIZATION.clone(Stored.read(tree.toString()));

    assertThat(clone.getStatus().getHeldCondition())
        .isEqualTo(WorkloadStatus.heldCondition("True", "FaultOpen", "장애가 열려 있습니다."));
    assertThat(clone.rollout().progressing()).isEqualTo("NewReplicaSetCreated");
  }

  @Test
  void whatIsAbsentHasTheDefaultsOfKubernetes() {
    var workload =
        Stored.read(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"x\"}}");

    assertThat(workload.getSpec().getReplicas()).isEqualTo(1);
    assertThat(workload.getSpec().isPaused()).isFalse();
    assertThat(workload.isHeld()).isFalse();
    assertThat(workload.isOwnPause()).isFalse();
    assertThat(workload.getRequestedBy()).isEmpty();
    assertThat(workload.rollout().complete()).isFalse();
  }

  @Test
  void nullsAreReadLikeAbsentFields() {
    var workload =
        Stored.read(
            """
            {"apiVersion":"apps/v1","kind":"Deployment",
             "metadata":{"name":"x","labels":null,"annotations":null,"managedFields":null},
             "spec":{"replicas":null,"paused":null,"template":null},
             "status":{"observedGeneration":null,"conditions":null}}
            """);

    assertThat(workload.getSpec().getReplicas()).isEqualTo(1);
    assertThat(workload.isHeld()).isFalse();
    assertThat(workload.rollout().observedGeneration()).isZero();
  }

  @Test
  void otherKindsAreNotReadAsWorkloads() {
    var read =
        Stored.SERIALIZATION.<Object>unmarshal(
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"StatefulSet\",\"metadata\":{\"name\":\"x\"}}");

    assertThat(read).isInstanceOf(GenericKubernetesResource.class);
  }
}
