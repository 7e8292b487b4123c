package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitReleased;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Outcome;
import dev.rollguard.e2e.harness.Plugin;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people do with kubectl rollguard really happens. */
@Scenario
class ActingCliIT {
  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.orFail().output());
  }

  @Test
  void aFreezeHoldsAtOnceWhereNothingElseGovernsAndThawingReleases(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var admin = Plugin.of(world);

    admin.does("freeze", dc1.name(), "--reason", "moving racks");
    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because("moving racks");
    assertStaysHeld(chat, Duration.ofSeconds(2));

    assertThat(admin.does("thaw", dc1.name()).output())
        .contains("no ChangeWindow governs it any more, so changes roll out.");

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aThawedChangeIsHandedToTheOtherWindow(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = dc1.window();
    var admin = Plugin.of(world);
    admin.does("freeze", dc1.name(), "--reason", "moving racks", "--for", "4h");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because("moving racks");

    admin.does("freeze", dc1.name(), "--reason", "and the cables");

    assertHeld(chat).because("and the cables");

    var fault = dc1.fault("lb-error");
    assertHeld(chat).because(fault);
    assertThat(admin.does("thaw", dc1.name()).output())
        .contains("this still holds changes:")
        .contains(fault.title());
    eventually(() ->
        assertThat(chat.changes().getLast().getStatus().getWindows())
            .containsExactly(window.name()));
    assertStaysHeld(chat, Duration.ofSeconds(2));

    fault.resolve();

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aFaultIsOpenedResolvedAndListed(World world) throws IOException {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();
    var otto = Plugin.of(world, world.person("otto")).having("fault-responder");

    var opened =
        json(
            otto.tries(
                "fault",
                "open",
                "--datacenter",
                dc1.name(),
                "--severity",
                "Major",
                "--summary",
                "No chat in " + dc1.name(),
                "-o",
                "json"));
    var name = opened.path("fault").asText();
    assertThat(name).isEqualTo("no-chat-in-" + dc1.name());
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because("Fault/" + name);
    assertThat(otto.does("fault", "list", "--datacenter", dc1.name()).output()).contains(name);

    assertThat(
            otto.does("fault", "resolve", name, "--cause", "old port", "--evidence", "http://lb")
                .output())
        .contains("Fault/" + name + " is resolved");

    awaitRolledOut(chat, "chat:42");
    eventually(() ->
        assertThat(otto.does("fault", "list", "--datacenter", dc1.name()).output())
            .isEqualTo("No fault is open.\n"));
  }

  @Test
  void theApprovalOfSomebodyElseReleasesAndOnesOwnDoesNot(World world) {
    var chat = approved(world);
    var bob = world.bob().having("approver", chat);
    var alice = world.alice().having("approver", chat);
    alice.setsImage(chat, "chat:42");
    assertHeld(chat).because("an approval");

    var own = Plugin.of(world, alice).tries("approve", "chat", "-n", chat.namespace());

    assertThat(own.code()).isEqualTo(1);
    assertThat(own.complaints())
        .contains("image chat:41 → chat:42")
        .contains("Your word will not count: alice asked for the change. Ask somebody else.");
    assertThat(own.output()).contains("It does not count");
    assertStaysHeld(chat, Duration.ofSeconds(2));

    var others = Plugin.of(world, bob).does("approve", "chat", "-n", chat.namespace());

    assertThat(others.complaints()).doesNotContain("yourself");
    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aRejectionEndsTheChange(World world) {
    var chat = approved(world);
    var bob = world.bob().having("approver", chat);
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because("an approval");

    Plugin.of(world, bob).does("reject", "chat", "-n", chat.namespace(), "--reason", "not now");

    var change = awaitChange(chat, ChangeState.Cancelled);
    assertThat(change.getStatus().getMessage()).contains("bob").contains("not now");
    eventually(() -> assertThat(chat.image()).isEqualTo("chat:41"));
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aHeldChangeIsCancelledByWhoMay(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.closed());
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice");
    eventually(() ->
        assertThat(chat.changes().getLast().getStatus().getState()).isEqualTo(ChangeState.Held));
    String[] cancel = {"cancel", "chat", "-n", chat.namespace(), "--reason", "wrong version"};

    var refused = Plugin.of(world, world.alice().having("view", chat)).tries(cancel);

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.complaints())
        .isEqualTo(
            "alice may not patch changes.rollguard.dev in namespace %s; ask for that right.\n"
                .formatted(chat.namespace()));

    var bob = world.bob().having("change-manager", chat);
    assertThat(Plugin.of(world, bob).does(cancel).output())
        .contains("is Cancelled: ")
        .contains("wrong version");
    assertThat(chat.image()).isEqualTo("chat:41");
    awaitReleased(chat);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void anOverrideLetsThroughAndIsConfirmedByASecondPerson(World world) throws IOException {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.closed());
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice");
    var carol = Plugin.of(world, world.person("carol")).having("break-glass");
    var dave = Plugin.of(world, world.person("dave")).having("break-glass");
    String[] override = {
      "break-glass", "--datacenter", dc1.name(), "--reason", "outage", "-o", "json"
    };
    assertThat(Plugin.of(world, world.alice()).tries(override).complaints())
        .isEqualTo("alice may not create breakglasses.rollguard.dev; ask for that right.\n");

    var opened = json(carol.tries(override));

    awaitRolledOut(chat, "chat:42");
    var name = opened.path("breakGlass").asText();
    assertThat(opened.path("state").asText()).isEqualTo("Unconfirmed");
    var own = carol.tries("break-glass", "confirm", name, "--comment", "me", "--wait", "2s");
    assertThat(own.code()).isNotZero();

    assertThat(dave.does("break-glass", "confirm", name, "--comment", "I lead").output())
        .contains("BreakGlass/" + name + " is confirmed, and in force until ");
    assertThat(Plugin.of(world).does("report", "--from", "1h", "--datacenter", dc1.name()).output())
        .contains("BreakGlass/" + name)
        .contains("outage");
  }

  private static App approved(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var gate = new ApprovalGate();
    gate.setMinRisk(Risk.Low);
    dc1.window(w -> w.spec(s -> s.getGates().setApprovals(List.of(gate))));
    return chat;
  }
}
