package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.states;
import static dev.rollguard.e2e.harness.ExpectCanary.assertCanaryFailed;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitHealthyCanary;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.Window;
import dev.rollguard.e2e.harness.World;
import org.junit.jupiter.api.Test;

/** The clone's life: it is there as long as its Change may still be released, and no longer. */
@Scenario
class CanaryCloneIT {
  @Test
  void podsThatDoNotGetReadyFailTheCanaryAtItsDeadline(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.canary(c -> c.deadline("5s")));

    world
        .alice()
        .patches(
            chat,
            """
            {"spec": {"template": {
              "metadata": {"annotations": {"e2e.rollguard.dev/ready-after": "24h"}},
              "spec": {"containers": [{"name": "app", "image": "chat:42"}]}}}}\
            """);

    assertCanaryFailed(chat, "its deadline of 5s ran out");
    awaitNoClone(chat);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aNewerTemplateReplacesTheClone(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = soaksForAnHour(dc1);
    world.alice().setsImage(chat, "chat:42");
    awaitHealthyCanary(chat);
    var first = awaitClone(chat, "chat:42").getMetadata().getUid();

    world.bob().setsImage(chat, "chat:43");

    var second = awaitClone(chat, "chat:43");
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first);
    eventually(
        () -> assertThat(states(chat)).containsExactly(ChangeState.Superseded, ChangeState.Held));
    soaksNoLonger(window);
    awaitRolledOut(chat, "chat:43");
    awaitNoClone(chat);
    assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:43");
  }

  @Test
  void aFaultThatOpensDuringTheCanaryEndsItAndAfterTheFaultItBeginsAnew(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = soaksForAnHour(dc1);
    world.alice().setsImage(chat, "chat:42");
    awaitHealthyCanary(chat);

    var fault = dc1.fault("lb-error");

    assertHeld(chat).because(fault);
    awaitNoClone(chat);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    soaksNoLonger(window);
    fault.resolve();
    awaitClone(chat, "chat:42");
    awaitRolledOut(chat, "chat:42");
    awaitNoClone(chat);
    assertThat(chat.changes()).hasSize(1);
  }

  @Test
  void aChangeThatIsTakenBackTakesItsCloneAlong(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    soaksForAnHour(dc1);
    world.alice().setsImage(chat, "chat:42");
    awaitHealthyCanary(chat);

    world.alice().setsImage(chat, "chat:41");

    awaitNoClone(chat);
    eventually(() -> assertThat(states(chat)).containsExactly(ChangeState.Cancelled));
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aCloneThatSomebodyDeletesComesBack(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = soaksForAnHour(dc1);
    world.alice().setsImage(chat, "chat:42");
    awaitHealthyCanary(chat);
    var first = awaitClone(chat, "chat:42").getMetadata().getUid();

    world.alice().does(chat, "delete", "deployment", "chat-canary");

    eventually(() ->
        assertThat(chat.clones())
            .singleElement()
            .satisfies(c -> assertThat(c.getMetadata().getUid()).isNotEqualTo(first)));
    soaksNoLonger(window);
    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aDeploymentOfPeopleWithTheClonesNameIsLeftAloneAndNamed(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var theirs = dc1.runs("chat-canary", "other:1", d -> d);
    dc1.window(w -> w.canary(c -> c));

    world.alice().setsImage(chat, "chat:42");

    assertCanaryFailed(chat, "a Deployment named chat-canary is there already");
    assertThat(theirs.image()).isEqualTo("other:1");
    assertThat(theirs.rolledOut()).containsExactly("other:1");
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  private static Window soaksForAnHour(Datacenter datacenter) {
    return datacenter.window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
  }

  private static void soaksNoLonger(Window window) {
    window.edit(w -> w.getSpec().getGates().getCanary().setSoak("1s"));
  }
}
