package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitCounted;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Person;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Row 6. The operator is killed: everything waits for it, nothing slips through, nothing comes
 * twice.
 */
@Scenario
@Isolated
@Tag("disruptive")
class OperatorDownIT {
  private record Way(String name, String image, BiConsumer<Person, App> ask) {}

  /** The ways of row 5 in which somebody may ask for a rollout, or try to end a hold. */
  private static final List<Way> WAYS =
      List.of(
          new Way("apply", "chat:42", (alice, app) -> alice.applies(app, app.manifest("chat:42"))),
          new Way(
              "server-side-apply",
              "chat:42",
              (alice, app) -> {
                alice.appliesServerSide(app, app.manifest("chat:42"));
                alice.appliesServerSide(app, app.manifest("chat:42"));
              }),
          new Way(
              "server-side-apply-unpaused",
              "chat:42",
              (alice, app) -> alice.appliesServerSide(app, app.manifest("chat:42", false))),
          new Way(
              "replace", "chat:42", (alice, app) -> alice.replaces(app, app.manifest("chat:42"))),
          new Way("set-image", "chat:42", (alice, app) -> alice.setsImage(app, "chat:42")),
          new Way("restart", "chat:41", Person::restarts),
          new Way(
              "resume",
              "chat:42",
              (alice, app) -> {
                alice.setsImage(app, "chat:42");
                alice.resumes(app);
              }),
          new Way(
              "patch",
              "chat:42",
              (alice, app) -> {
                alice.setsImage(app, "chat:42");
                alice.patches(app, "{\"spec\": {\"paused\": false}}");
              }),
          new Way(
              "strip",
              "chat:42",
              (alice, app) -> {
                alice.setsImage(app, "chat:42");
                alice.replaces(app, app.manifest("chat:42"));
              }));

  @Test
  void withTheOperatorKilledEveryChangeIsHeldAndOnceItIsBackEachRollsOutOnce(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.ours(), "the operator may be killed");
    var dc1 = world.datacenter("dc1");
    var dc2 = world.datacenter("dc2");
    WAYS.forEach(way -> dc1.create(way.name(), "chat:41", d -> d));
    var inDc2 = dc2.runs("chat:41");
    WAYS.forEach(way -> awaitRolledOut(dc1.app(way.name()), "chat:41"));
    dc1.window();
    dc2.window();

    cluster.killOperator();
    try {
      world.alice().setsImage(inDc2, "chat:42");
      WAYS.forEach(way -> way.ask().accept(world.alice(), dc1.app(way.name())));
      assertAllHeld(dc1);
    } finally {
      cluster.startOperator();
    }

    WAYS.forEach(way -> assertRollsOutOnce(dc1.app(way.name()), way.image()));
    assertRollsOutOnce(inDc2, "chat:42");
    during(
        Duration.ofSeconds(2),
        () -> WAYS.forEach(way -> assertThat(dc1.app(way.name()).replicaSets()).hasSize(2)));
  }

  @Test
  void aFaultOpenedWhileTheOperatorWasDeadHoldsWhatWasChangedBefore(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.ours(), "the operator may be killed");
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window();

    cluster.killOperator();
    try {
      world.alice().setsImage(chat, "chat:42");
      dc1.fault("lb-error");
    } finally {
      cluster.startOperator();
    }

    assertHeld(chat).by("alice").because("Fault/lb-error");
    assertStaysHeld(chat, Duration.ofSeconds(1));
    assertThat(chat.changes()).hasSize(1);
  }

  @Test
  void noApprovalIsLostWhetherItWasGivenBeforeTheOperatorDiedOrWhileItWasDead(World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.ours(), "the operator may be killed");
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.approvals(3));
    world.alice().setsImage(chat, "chat:42");
    var before = world.bob().approves(chat);
    awaitCounted(chat, before, true, "It counts until ");

    cluster.killOperator();
    String meanwhile;
    try {
      meanwhile = world.person("carol").approves(chat);
    } finally {
      cluster.startOperator();
    }

    awaitCounted(chat, meanwhile, true, "It counts until ");
    assertHeld(chat).because("needs 3 approvals; bob and carol so far");
    assertStaysHeld(chat, Duration.ofSeconds(1));
    world.person("dave").approves(chat);
    assertRollsOutOnce(chat, "chat:42");
  }

  private static void assertAllHeld(Datacenter datacenter) {
    during(
        Duration.ofSeconds(2),
        () ->
            WAYS.forEach(way -> {
              var app = datacenter.app(way.name());
              assertHeld(app).stampedBy("alice");
              assertThat(app.image()).isEqualTo(way.image());
            }));
    WAYS.forEach(way ->
        assertThat(datacenter.app(way.name()).rolledOut())
            .as(way.name())
            .containsExactly("chat:41"));
  }

  private static void assertRollsOutOnce(App app, String image) {
    awaitRolledOut(app, image);
    var change = awaitChange(app, ChangeState.Completed);
    assertThat(change.getSpec().getRequestedBy()).isEqualTo("alice");
    assertThat(app.changes()).as("the Changes of " + app.name()).hasSize(1);
    assertThat(app.rolledOut()).as(app.name()).containsExactly("chat:41", image);
  }
}
