package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.states;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.Requests.ask;
import static dev.rollguard.e2e.harness.Requests.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Approval;
import dev.rollguard.api.v1alpha1.ApprovalDecision;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeWindowSpec;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Labels are no way out of a hold: not to move, not to delete and create again, not a twin beside
 * it. That moving takes a right of its own is the chart's to show.
 */
@Scenario
class WayOutIT {
  private Datacenter dc1;
  private App chat;

  @BeforeEach
  void chatRuns(World world) {
    dc1 = world.datacenter("dc1");
    chat = dc1.runs("chat", "chat:41", labelled("tier", "chat"));
  }

  @Test
  void whoMovesAHeldDeploymentMeetsTheWindowsOfTheOtherDatacenterAndItIsRecorded(World world) {
    dc1.window();
    dc1.fault("lb-error");
    var dc2 = world.datacenter("dc2");
    dc2.window();
    var there = dc2.fault("disk-full");
    ask(chat, "chat:42", "0s");
    var before = awaitChange(chat, ChangeState.Held);

    move(chat, dc2);

    assertHeld(chat).because(there);
    eventually(
        () -> assertThat(states(chat)).containsExactly(ChangeState.Superseded, ChangeState.Held));
    var change = assertHeld(chat).change();
    assertThat(before.getSpec().getDatacenter()).isEqualTo(dc1.name());
    assertThat(change.getSpec().getDatacenter()).isEqualTo(dc2.name());
    there.resolve();
    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aHeldDeploymentKeepsTheLabelThatItsWindowSelectsBy(World world) {
    dc1.window("chat", w -> w.covering("tier", "chat"));
    var fault = dc1.fault("lb-error");
    held(fault);

    var refused = world.alice().tries(chat, "label", "deployment/chat", "tier-");

    assertThat(refused.code()).isNotZero();
    assertThat(refused.text())
        .contains("alice may not change the label tier of Deployment/chat")
        .contains("that takes the right to update changewindows.rollguard.dev.");
    assertHeld(chat).because(fault);
    assertStaysHeld(chat, Duration.ofSeconds(1));
  }

  @Test
  void whatMovedInWaitsForItsTurnThere(World world) {
    dc1.window();
    dc1.fault("lb-error");
    var dc2 = world.datacenter("dc2");
    var other = dc2.runs("other", "other:1");
    dc2.window(w -> w.concurrency(1, "0s"));
    ask(chat, "chat:42", "24h");
    awaitChange(chat, ChangeState.Held);

    move(chat, dc2);

    awaitChange(chat, ChangeState.Released);
    ask(other, "other:2", "0s");
    assertHeld(other).because(newest(chat).getMetadata().getName() + " is in motion");
  }

  @Test
  void deletedAndCreatedAgainItIsHeldAgainAndItsChangeSaysWhatItFollows(World world) {
    dc1.window();
    var fault = dc1.fault("lb-error");
    var held = held(fault);

    world.alice().does(chat, "delete", "deployment/chat");
    world.bob().applies(chat, labelledManifest("chat:42"));

    assertHeld(chat).by("bob").because(fault);
    assertThat(newest(chat).getSpec().getDiff())
        .first()
        .asString()
        .startsWith("created again: ")
        .contains("Change/" + held.getMetadata().getName());
    assertStaysHeld(chat, Duration.ofSeconds(1));
    eventually(() -> assertThat(events(chat)).contains("HeldDeploymentDeleted"));
  }

  @Test
  void anApprovalOfTheOneThatWasDeletedDoesNotCountForTheNextOne(World world) {
    dc1.window(w -> w.spec(WayOutIT::oneApproval));
    var fault = dc1.fault("lb-error");
    world.alice().applies(chat, labelledManifest("chat:42"));
    assertHeld(chat).because(fault);
    approve(newest(chat));
    eventually(() ->
        assertThat(newest(chat).getStatus().getGates())
            .anyMatch(g -> g.startsWith("approvals: passed")));

    world.alice().does(chat, "delete", "deployment/chat");
    world.alice().applies(chat, labelledManifest("chat:42"));
    fault.resolve();

    eventually(() -> assertThat(newest(chat).getStatus().getReason()).isEqualTo("ApprovalMissing"));
    assertThat(chat.rolledOut()).isEmpty();
  }

  @Test
  void whoKeepsThePodsAndCreatesTheDeploymentAgainStillNeedsItsCanary(World world) {
    dc1.window(w -> w.canary(c -> c.soak("1h").deadline("2h")));
    ask(chat, "chat:42", "0s");
    awaitClone(chat, "chat:42");

    world.alice().does(chat, "delete", "deployment/chat", "--cascade=orphan");
    world.alice().applies(chat, labelledManifest("chat:42"));

    assertHeld(chat).because("canary");
    eventually(() -> assertThat(chat.rolledOut()).containsExactly("chat:41"));
    assertStaysHeld(chat, Duration.ofSeconds(2));
  }

  @Test
  void aTwinThatIsGovernedIsHeldItself(World world) {
    dc1.window();
    var fault = dc1.fault("lb-error");
    held(fault);

    var twin = dc1.app("chat-two");
    world.alice().applies(twin, twin.manifest("chat:42"));

    assertHeld(twin).by("alice").because(fault);
    assertThat(twin.rolledOut()).isEmpty();
  }

  @Test
  void aTwinThatNoWindowCoversIsToldOf(World world) {
    dc1.window(w -> w.covering("tier", "chat"));
    var fault = dc1.fault("lb-error");
    held(fault);
    var harmless = dc1.create("harmless", "other:1", d -> d);

    var twin = dc1.app("chat-two");
    world.alice().applies(twin, twin.manifest("chat:42"));

    eventually(() -> assertThat(events(twin)).contains("UngovernedTwin"));
    eventually(() -> assertThat(events(chat)).contains("UngovernedTwin"));
    awaitRolledOut(harmless, "other:1");
    assertThat(events(harmless)).doesNotContain("UngovernedTwin");
    assertHeld(chat).because(fault);
  }

  private Change held(OpenedFault fault) {
    ask(chat, "chat:42", "0s");
    assertHeld(chat).because(fault);
    return newest(chat);
  }

  private static Change newest(App app) {
    return app.changes().getLast();
  }

  private static void move(App app, Datacenter to) {
    app.resource()
        .edit(d -> {
          d.getMetadata().getLabels().put(Labels.DATACENTER, to.name());
          return d;
        });
  }

  /** The same template as the one that was asked for. */
  private String labelledManifest(String image) {
    var draft =
        labelled("tier", "chat").apply(chat.draft(image)).editSpec().editTemplate().editMetadata();
    return App.yaml(
        draft
            .addToAnnotations("e2e.rollguard.dev/ready-after", "0s")
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build());
  }

  private static void oneApproval(ChangeWindowSpec spec) {
    var gate = new ApprovalGate();
    gate.setMinRisk(Risk.Low);
    gate.setCount(1);
    spec.getGates().getApprovals().add(gate);
  }

  private void approve(Change change) {
    var approval = new Approval();
    var namespace = change.getMetadata().getNamespace();
    approval.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName("yes").build());
    approval.getSpec().getChangeRef().setName(change.getMetadata().getName());
    approval.getSpec().setTemplateHash(change.getSpec().getTemplateHash());
    approval.getSpec().setDecision(ApprovalDecision.Approve);
    approval.getSpec().setComment("looks good");
    chat.client().resource(approval).create();
  }

  private static List<String> events(App app) {
    return app.client().v1().events().inNamespace(app.namespace()).list().getItems().stream()
        .filter(e -> e.getInvolvedObject().getName().equals(app.name()))
        .map(Event::getReason)
        .toList();
  }
}
