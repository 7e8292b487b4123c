package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.states;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on while a change is held: more changes, and all that is not a change. */
@Scenario
class HeldWorkloadIT {
  private World world;
  private App chat;
  private OpenedFault fault;

  @BeforeEach
  void aChangeOfChatIsHeld(World world) {
    this.world = world;
    var dc1 = world.datacenter("dc1");
    chat = dc1.runs("chat:41");
    dc1.window();
    fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);
  }

  /** Row 10. */
  @Test
  void changedTwiceMoreItRollsOutOnceWithTheLastTemplateForTheLastAsker() {
    world.bob().setsImage(chat, "chat:43");
    assertHeld(chat).by("bob").because(fault);
    world.person("carol").setsImage(chat, "chat:44");
    assertHeld(chat).by("carol").because(fault);

    fault.resolve();

    awaitRolledOut(chat, "chat:44");
    var last = awaitChange(chat, ChangeState.Completed);
    assertThat(last.getSpec().getRequestedBy()).isEqualTo("carol");
    assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:44");
    eventually(() ->
        assertThat(states(chat))
            .containsExactly(
                ChangeState.Superseded, ChangeState.Superseded, ChangeState.Completed));
  }

  /** Row 11. */
  @Test
  void scalingWorksAtOnceOnTheOldPods() {
    world.alice().scales(chat, 5);

    eventually(() -> assertServes(5));
    assertHeld(chat).by("alice").because(fault);
  }

  /** Row 11. An autoscaler writes the scale subresource under its own name. */
  @Test
  void anAutoscalerScalesAtOnce() {
    world.person("system:serviceaccount:kube-system:autoscaler").writes(chat).scale(6);

    eventually(() -> assertServes(6));
    assertHeld(chat).by("alice").because(fault);
  }

  /** Row 11. */
  @Test
  void metadataAndReplicasInTheSpecAreWrittenAtOnce() {
    world.bob().does(chat, "annotate", "deployment/chat", "team=messaging");
    world.bob().does(chat, "label", "deployment/chat", "tier=front");
    world.bob().patches(chat, "{\"spec\": {\"replicas\": 1}}");

    assertThat(chat.get().getMetadata().getAnnotations()).containsEntry("team", "messaging");
    assertThat(chat.get().getMetadata().getLabels()).containsEntry("tier", "front");
    eventually(() -> assertServes(1));
    assertHeld(chat).by("alice").because(fault);
  }

  private void assertServes(int replicas) {
    var status = chat.get().getStatus();
    assertThat(status.getAvailableReplicas()).isEqualTo(replicas);
    assertThat(status.getReplicas()).isEqualTo(replicas);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }
}
