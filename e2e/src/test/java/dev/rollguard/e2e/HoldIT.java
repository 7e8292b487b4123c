package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row 5. However a rollout is asked for, it is held and the record names who asked; and whatever is
 * done to a hold, it stays.
 */
@Scenario
class HoldIT {
  private World world;
  private Datacenter dc1;
  private App chat;
  private OpenedFault fault;

  @BeforeEach
  void chatRunsInADatacenterWithAFault(World world) {
    this.world = world;
    dc1 = world.datacenter("dc1");
    chat = dc1.runs("chat:41");
    dc1.window();
    fault = dc1.fault("lb-error");
  }

  @Test
  void createIsHeld() {
    var fresh = dc1.app("fresh");

    world.alice().applies(fresh, fresh.manifest("fresh:1"));

    assertHeld(fresh).by("alice").because(fault);
    assertThat(assertHeld(fresh).change().getSpec().getType()).isEqualTo(ChangeType.Create);
    assertStaysHeld(fresh, Duration.ofSeconds(1));
    assertThat(fresh.rolledOut()).isEmpty();
  }

  @Test
  void applyIsHeld() {
    world.alice().applies(chat, chat.manifest("chat:42"));

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void serverSideApplyIsHeldAndAppliedAgainChangesNothing() {
    world.alice().appliesServerSide(chat, chat.manifest("chat:42"));
    assertHeldOnceFor("alice", "chat:42");
    var generation = chat.get().getMetadata().getGeneration();

    world.bob().appliesServerSide(chat, chat.manifest("chat:42"));
    world.alice().appliesServerSide(chat, chat.manifest("chat:42"));

    assertHeldOnceFor("alice", "chat:42");
    assertThat(chat.get().getMetadata().getGeneration()).isEqualTo(generation);
  }

  @Test
  void serverSideApplyOfPausedFalseIsHeldAndReleasedWhenTheGatesPass() {
    world.alice().appliesServerSide(chat, chat.manifest("chat:42", false));
    assertHeldOnceFor("alice", "chat:42");
    var generation = chat.get().getMetadata().getGeneration();
    world.alice().appliesServerSide(chat, chat.manifest("chat:42", false));
    assertHeldOnceFor("alice", "chat:42");
    assertThat(chat.get().getMetadata().getGeneration()).isEqualTo(generation);

    fault.resolve();

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void replaceIsHeld() {
    world.alice().replaces(chat, chat.manifest("chat:42"));

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void setImageIsHeld() {
    world.alice().setsImage(chat, "chat:42");

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void restartIsHeld() {
    world.alice().restarts(chat);

    assertHeldOnceFor("alice", "chat:41");
    assertThat(assertHeld(chat).change().getSpec().getType()).isEqualTo(ChangeType.Restart);
  }

  @Test
  void helmInstallAndUpgradeAreHeld(@TempDir Path folder) throws IOException {
    var chart = chart(folder);
    var shop = dc1.app("shop");
    world.alice().helm(shop, "install", "shop", chart, "--set", "image=shop:7");
    assertHeld(shop).by("alice").because(fault);

    world.bob().helm(shop, "upgrade", "shop", chart, "--set", "image=shop:8");

    assertHeld(shop).by("bob").because(fault);
    assertThat(shop.image()).isEqualTo("shop:8");
    assertThat(shop.rolledOut()).isEmpty();
  }

  @Test
  void resumeDoesNotEndAHold() {
    world.alice().setsImage(chat, "chat:42");

    world.person("mallory").resumes(chat);

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void aPatchOfPausedDoesNotEndAHold() {
    world.alice().setsImage(chat, "chat:42");

    world.person("mallory").patches(chat, "{\"spec\": {\"paused\": false}}");
    assertHeldOnceFor("alice", "chat:42");
    world.person("mallory").patches(chat, "{\"spec\": {\"paused\": null}}");

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void aNewTemplateWithPausedFalseIsHeldForWhoAskedForIt() {
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice");

    world
        .bob()
        .patches(
            chat,
            """
            {"spec": {"paused": false, "template": {"spec": {"containers":
              [{"name": "app", "image": "chat:43"}]}}}}\
            """);

    assertHeld(chat).by("bob").because(fault);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void strippedOfAllThatIsOursItStaysHeldAndTheRecordStays() {
    world.alice().setsImage(chat, "chat:42");

    world.person("mallory").replaces(chat, chat.manifest("chat:42"));

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void theRecordOfAHoldCannotBeForged() {
    world.alice().setsImage(chat, "chat:42");

    var mallory = world.person("mallory");
    mallory.does(
        chat,
        "annotate",
        "--overwrite",
        "deployment/chat",
        Labels.REQUESTED_BY + "=eve",
        Labels.REQUESTED_AT + "=2020-01-01T00:00:00Z");
    mallory.does(chat, "annotate", "deployment/chat", Labels.REQUESTED_BY + "-");

    assertHeldOnceFor("alice", "chat:42");
  }

  @Test
  void aManifestThatBringsItsOwnRecordIsHeldUnderTheNameOfWhoApplied() {
    var forged =
        App.yaml(
            chat.draft("chat:42")
                .editMetadata()
                .addToAnnotations(Labels.REQUESTED_BY, "eve")
                .addToAnnotations(Labels.REQUESTED_AT, "2020-01-01T00:00:00Z")
                .endMetadata()
                .build());

    world.person("mallory").applies(chat, forged);

    assertHeldOnceFor("mallory", "chat:42");
    assertThat(assertHeld(chat).change().getSpec().getRequestedTime()).doesNotStartWith("2020");
  }

  @Test
  void theLabelOfAHoldCanNeitherBeRemovedNorChanged() {
    world.alice().setsImage(chat, "chat:42");

    var mallory = world.person("mallory");
    mallory.does(chat, "label", "deployment/chat", Labels.HELD + "-");
    assertHeldOnceFor("alice", "chat:42");
    mallory.does(chat, "label", "--overwrite", "deployment/chat", Labels.HELD + "=false");

    assertHeldOnceFor("alice", "chat:42");
  }

  private void assertHeldOnceFor(String user, String image) {
    assertHeld(chat).by(user).because(fault);
    assertThat(chat.image()).isEqualTo(image);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    assertThat(chat.changes()).hasSize(1);
  }

  private String chart(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("Chart.yaml"), "{apiVersion: v2, name: shop, version: 1.0.0}");
    var deployment = dc1.app("shop").draft("{{ .Values.image }}").build();
    deployment.getMetadata().setNamespace(null);
    Files.writeString(folder.resolve("templates/deployment.yaml"), App.yaml(deployment));
    return folder.toString();
  }
}
