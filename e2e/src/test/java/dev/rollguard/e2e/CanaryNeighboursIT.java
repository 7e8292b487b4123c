package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitHealthyCanary;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a clone does to its neighbours. Its pods carry the labels of the Deployment's, so whatever
 * selects those selects them too; docs/writing-checks.md says what follows.
 */
@Scenario
class CanaryNeighboursIT {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: chat}
      spec: {selector: {app: chat}, ports: [{port: 80}]}
      """;

  private static final String BUDGET =
      """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: chat}
      spec: {minAvailable: 2, selector: {matchLabels: {app: chat}}}
      """;

  private static final String AUTOSCALER =
      """
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: chat}
      spec:
        scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: chat}
        minReplicas: 4
        maxReplicas: 6
      """;

  @Test
  void theServiceSendsTrafficToTheCloneAndTheMainPodsServeOn(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    create(chat, SERVICE);
    eventually(() -> assertThat(served(chat)).hasSize(2));
    var before = podsOfMain(chat);

    startCanary(world, chat);

    var clone = chat.canaryPods().getFirst().getMetadata();
    assertThat(clone.getLabels())
        .containsEntry("app", "chat")
        .containsEntry(Labels.TRACK, Labels.TRACK_CANARY);
    eventually(() -> assertThat(served(chat)).hasSize(3).contains(clone.getName()));
    assertThat(podsOfMain(chat)).as("the same pods").isEqualTo(before);
    assertThat(chat.replicaSets())
        .singleElement()
        .satisfies(r -> {
          assertThat(r.getSpec().getReplicas()).isEqualTo(2);
          assertThat(r.getStatus().getReadyReplicas()).isEqualTo(2);
        });
    world.alice().setsImage(chat, "chat:41");
    awaitNoClone(chat);
    eventually(() -> assertThat(served(chat)).hasSize(2));
    assertThat(podsOfMain(chat)).isEqualTo(before);
  }

  /** Nobody adopts anybody's pods: the clone's selector is its own. */
  @Test
  void eachDeploymentCountsItsOwnPodsOnly(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");

    startCanary(world, chat);

    assertThat(chat.get().getStatus().getReplicas()).isEqualTo(2);
    var clone = chat.clones().getFirst();
    assertThat(clone.getStatus().getReplicas()).isEqualTo(1);
    assertThat(clone.getSpec().getSelector().getMatchLabels())
        .containsEntry(Labels.TRACK, Labels.TRACK_CANARY);
    assertThat(clone.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(o -> {
          assertThat(o.getKind()).isEqualTo("Change");
          assertThat(o.getUid()).isEqualTo(assertHeld(chat).change().getMetadata().getUid());
        });
  }

  /** As the guide warns: one of the Deployment's own pods may be evicted meanwhile. */
  @Test
  void aBudgetCountsThePodsOfTheCloneToo(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    create(chat, BUDGET);
    eventually(() -> assertThat(disruptionsAllowed(chat)).isZero());

    startCanary(world, chat);

    eventually(() -> assertThat(disruptionsAllowed(chat)).isEqualTo(1));
    world.alice().setsImage(chat, "chat:41");
    awaitNoClone(chat);
    eventually(() -> assertThat(disruptionsAllowed(chat)).isZero());
  }

  @Test
  void anAutoscalerScalesTheHeldDeploymentAndNotItsClone(World world) {
    var chat = world.datacenter("dc1").runs("chat:41");
    startCanary(world, chat);

    create(chat, AUTOSCALER);

    eventually(() -> assertThat(podsOfMain(chat)).hasSize(4));
    assertThat(chat.canaryPods()).hasSize(1);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aCloneOfAPartIsRoundedUp(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat", "chat:41", d -> d.editSpec().withReplicas(5).endSpec());
    dc1.window(w -> w.canary(c -> c.replicas("30%").soak("1h").deadline("2h")));

    world.alice().setsImage(chat, "chat:42");

    assertThat(awaitClone(chat, "chat:42").getSpec().getReplicas()).isEqualTo(2);
  }

  private static void startCanary(World world, App chat) {
    chat.datacenter().window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
    world.alice().setsImage(chat, "chat:42");
    awaitHealthyCanary(chat);
  }

  private static void create(App chat, String manifest) {
    HasMetadata object = Serialization.unmarshal(manifest);
    chat.client().resource(object).inNamespace(chat.namespace()).create();
  }

  private static List<String> podsOfMain(App chat) {
    var mine = chat.replicaSets().stream().map(r -> r.getMetadata().getUid()).toList();
    return chat.client().pods().inNamespace(chat.namespace()).list().getItems().stream()
        .map(Pod::getMetadata)
        .filter(m -> mine.contains(m.getOwnerReferences().getFirst().getUid()))
        .map(m -> m.getName())
        .sorted()
        .toList();
  }

  /** The pods that the Service sends traffic to. */
  private static List<String> served(App chat) {
    var slices = chat.client().discovery().v1().endpointSlices().inNamespace(chat.namespace());
    return slices.list().getItems().stream()
        .flatMap(s -> s.getEndpoints().stream())
        .filter(e -> Boolean.TRUE.equals(e.getConditions().getReady()))
        .map(e -> e.getTargetRef().getName())
        .toList();
  }

  private static int disruptionsAllowed(App chat) {
    var budgets = chat.client().resources(PodDisruptionBudget.class);
    var status = budgets.inNamespace(chat.namespace()).withName("chat").require().getStatus();
    return status == null || status.getDisruptionsAllowed() == null
        ? -1
        : status.getDisruptionsAllowed();
  }
}
