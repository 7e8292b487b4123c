package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertReleased;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Mode;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.BreakGlassDraft;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Person;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.Window;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An emergency: one person lets changes through whatever holds them, a second one confirms it, and
 * all that passed is listed. Everybody here uses kubectl and plain YAML.
 */
@Scenario
class BreakGlassIT {
  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private World world;
  private Datacenter dc1;
  private App chat;
  private Person onCall;

  @BeforeEach
  void chatRuns(World world) {
    this.world = world;
    dc1 = world.datacenter("dc1");
    chat = dc1.runs("chat:41");
    onCall = world.person("oscar");
  }

  private void held(App app, OpenedFault fault) {
    world.alice().setsImage(app, app.name() + ":42");
    assertHeld(app).by("alice").because(fault);
  }

  @Test
  void withoutTheRightNobodyBreaksTheGlass() {
    dc1.window();
    held(chat, dc1.fault("lb-error"));

    var answer = world.person("mallory").triesToBreakGlass(BreakGlassDraft.of(dc1));

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text())
        .contains("Forbidden")
        .contains("mallory")
        .contains("cannot create resource \"breakglasses\"");
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void ofADatacenterItLetsItsChangesThroughAndAllThatPassedIsListedEverywhere() {
    var window = dc1.window(w -> w.closed().approvals(2, "sre"));
    var fault = dc1.fault("lb-error");
    held(chat, fault);

    var glass = onCall.breaksGlass(BreakGlassDraft.of(dc1));

    awaitRolledOut(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(change.getStatus().getBreakGlass()).isEqualTo(glass.name());
    assertThat(chat.told("RolloutReleased"))
        .singleElement()
        .asString()
        .contains(glass.title() + " by oscar lets it through")
        .contains("Payments fail since 02:10");
    assertListed(glass.status().getReleased(), change);
    eventually(() -> {
      assertThat(glass.status().getReleasedChanges()).isEqualTo(1);
      assertThat(glass.status().getSummary()).contains("1 change passed under it");
    });
    assertNamed(window, fault, glass.name());
    assertThat(glass.status().getOpenedBy()).isEqualTo("oscar");
    assertThat(glass.status().getDatacenter()).isEqualTo(dc1.name());
  }

  private void assertListed(List<String> released, Change change) {
    assertThat(released)
        .singleElement()
        .asString()
        .startsWith(
            "%s/%s Change/%s: "
                .formatted(
                    chat.namespace(),
                    change.getSpec().getWorkloadRef().getName(),
                    change.getMetadata().getName()))
        .contains("image chat:41 → chat:42, asked for by alice, let through at ");
  }

  private static void assertNamed(Window window, OpenedFault fault, String glass) {
    eventually(() -> {
      assertThat(window.get().getStatus().getBreakGlasses())
          .singleElement()
          .asString()
          .contains(glass, "lets every change through", "by oscar", "not confirmed");
      assertThat(fault.get().getStatus().getBreakGlasses())
          .singleElement()
          .asString()
          .contains(glass);
    });
  }

  @Test
  void ofAChangeItLetsThatOneThroughAndNotItsNeighbour() {
    var shop = dc1.runs("shop", "shop:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    held(chat, fault);
    held(shop, fault);

    var glass = onCall.breaksGlass(BreakGlassDraft.of(chat));

    awaitRolledOut(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(change.getStatus().getBreakGlass()).isEqualTo(glass.name());
    assertListed(glass.status().getReleased(), change);
    assertStaysHeld(shop, A_MOMENT);
    assertThat(shop.changes().getLast().getStatus().getBreakGlass()).isNull();
    eventually(() ->
        assertThat(glass.status().getSummary())
            .contains("(which is not there, or has ended)")
            .contains("1 change passed under it"));
    world.alice().setsImage(chat, "chat:43");
    assertHeld(chat).because(fault);
    assertStaysHeld(chat, A_MOMENT);
  }

  @Test
  void whoOpenedItDoesNotConfirmIt() {
    dc1.window();
    var glass = onCall.breaksGlass(BreakGlassDraft.of(dc1));
    glass.await(BreakGlassState.Unconfirmed);

    var answer = onCall.triesToConfirm(glass);
    var asAnotherUserObject = onCall.withUid("4711").in("sre").triesToConfirm(glass);

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text())
        .contains("was opened by oscar: it must be confirmed by another person");
    assertThat(asAnotherUserObject.code()).isNotZero();
    assertThat(glass.status().getSummary())
        .contains("it lapses")
        .contains("unless somebody other than oscar confirms it");
  }

  @Test
  void confirmedByAnotherItIsActiveUntilItsEndAndThenChangesAreHeldAgain() {
    var shop = dc1.runs("shop", "shop:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    held(chat, fault);
    var glass = onCall.breaksGlass(BreakGlassDraft.of(dc1).lasting(Duration.ofSeconds(30)));
    awaitRolledOut(chat, "chat:42");

    world.person("paula").confirms(glass);

    var active = glass.await(BreakGlassState.Active);
    assertThat(active.getConfirmedBy()).isEqualTo("paula");
    assertThat(active.getActiveUntil()).isEqualTo(glass.get().getSpec().getUntil());
    assertThat(active.getSummary()).startsWith("In force until ").contains("confirmed by paula");
    var expired = glass.await(BreakGlassState.Expired);
    assertThat(expired.getSummary()).contains("1 change passed under it");
    held(shop, fault);
    assertStaysHeld(shop, A_MOMENT);
    assertThat(glass.status().getReleased()).hasSize(1);
  }

  @Test
  void whileItIsInForceNobodyDeletesItAndAfterwardsWhoMay() {
    dc1.window();
    var glass = onCall.breaksGlass(BreakGlassDraft.of(dc1).lasting(Duration.ofSeconds(12)));
    glass.await(BreakGlassState.Unconfirmed);

    var answer = world.administrator().triesToDelete(glass);

    assertThat(answer.code()).isNotZero();
    assertThat(answer.text())
        .contains(glass.title() + " is in force until")
        .contains("its record must last: delete it after its end");
    glass.await(BreakGlassState.Lapsed);
    world.administrator().triesToDelete(glass).orFail();
    assertThat(glass.isThere()).isFalse();
  }

  /** Not even when the override is over: what was known when it was let through is no news. */
  @Test
  void whatItLetThroughIsNotStoppedByTheFaultThatWasOpenButByTheNextOne() {
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().applies(chat, slow(chat, "chat:42"));
    assertHeld(chat).because(fault);
    var glass = onCall.breaksGlass(BreakGlassDraft.of(dc1).lasting(Duration.ofSeconds(15)));
    eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));

    glass.await(BreakGlassState.Lapsed);
    during(Duration.ofSeconds(2), () -> assertReleased(chat));
    assertThat(chat.changes().getLast().getStatus().getState()).isEqualTo(ChangeState.Released);
    var next = dc1.fault("disk-full");

    eventually(() -> assertHeld(chat));
    assertHeld(chat).because(next).because(fault);
    assertThat(chat.told("RolloutPausedByFault"))
        .singleElement()
        .asString()
        .contains(next.title())
        .doesNotContain(fault.title());
    eventually(() -> assertThat(chat.changes().getLast().getStatus().getBreakGlass()).isNull());
    assertThat(glass.status().getReleased()).hasSize(1);
  }

  /** Its new pods never become ready. */
  private static String slow(App app, String image) {
    return App.yaml(
        app.draft(image)
            .editSpec()
            .editTemplate()
            .editMetadata()
            .addToAnnotations("e2e.rollguard.dev/ready-after", "24h")
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build());
  }

  @Test
  void thatTheChangeIsNotThereIsSaidInItsSummary() {
    dc1.window();
    held(chat, dc1.fault("lb-error"));

    var glass = onCall.breaksGlass(BreakGlassDraft.of(chat, "chat-00000000"));

    assertThat(glass.await(BreakGlassState.Unconfirmed).getSummary())
        .contains(
            "Change/%s/chat-00000000 (which is not there, or has ended) passes"
                .formatted(chat.namespace()));
    assertStaysHeld(chat, A_MOMENT);
    assertThat(glass.status().getReleasedChanges()).isZero();
  }

  /** The API server refuses there before anybody else is asked. */
  @Test
  void whatAWindowInModeDenyRefusesStaysRefused() {
    dc1.window(w -> w.mode(Mode.Deny));
    var fault = dc1.fault("lb-error");
    eventually(() -> assertRefused(fault));

    onCall.breaksGlass(BreakGlassDraft.of(dc1)).await(BreakGlassState.Unconfirmed);

    during(A_MOMENT, () -> assertRefused(fault));
    var answer = world.alice().tries(chat, "set", "image", "deployment/chat", "app=chat:42");
    assertThat(answer.text()).contains(fault.title());
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  private void assertRefused(OpenedFault fault) {
    var answer =
        world
            .alice()
            .tries(chat, "set", "image", "deployment/chat", "app=chat:42", "--dry-run=server");
    assertThat(answer.code()).isNotZero();
    assertThat(answer.text()).contains(fault.title());
  }
}
