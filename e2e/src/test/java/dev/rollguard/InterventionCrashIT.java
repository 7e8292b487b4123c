package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.BreakGlassDraft;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * People approve, reject, override, cancel and revert while the operator is cut off right after its
 * n-th write, for every n: nothing is released twice, no approval is lost, and the list of what
 * passed under an override is complete.
 */
@WithoutOperator
class InterventionCrashIT {
  /** Ends with the Changes' reasons, too. */
  private interface Told extends CutStory {
    @Override
    default List<Object> end(App chat) {
      return List.of(
          CutStory.super.end(chat),
          chat.changes().stream().map(c -> c.getStatus().getReason()).sorted().toList(),
          chat.image());
    }
  }

  @Test
  void noApprovalIsLostAndTheChangeIsReleasedOnce(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Told() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat = datacenter.runs("chat:41");
            datacenter.window(w -> w.approvals(2));
            return chat;
          }

          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            world.bob().approves(chat);
            world.person("carol").approves(chat);
            awaitRolledOut(chat, "chat:42");
            awaitChange(chat, ChangeState.Completed);
          }
        });
  }

  @Test
  void aRejectionEndsTheChange(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Told() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat = datacenter.runs("chat:41");
            datacenter.window(w -> w.approvals(2));
            return chat;
          }

          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            world.bob().rejects(chat, "Not today");
            awaitChange(chat, ChangeState.Cancelled);
            eventually(() -> Expect.assertReleased(chat));
          }
        });
  }

  @Test
  void aHeldChangeIsCancelled(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Told() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat = datacenter.runs("chat:41");
            datacenter.window();
            datacenter.fault("lb-" + datacenter.name().split("-")[0]);
            return chat;
          }

          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            assertHeld(chat);
            world.bob().cancels(chat, "Wrong release");
            awaitChange(chat, ChangeState.Cancelled);
            eventually(() -> Expect.assertReleased(chat));
          }
        });
  }

  @Test
  void aRolloutIsReverted(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Told() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat = datacenter.runs("chat:41");
            datacenter.window();
            return chat;
          }

          @Override
          public void play(App chat) {
            ask(chat, "chat:42", "24h");
            awaitChange(chat, ChangeState.Released);
            eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
            world.bob().reverts(chat, "Checkout is broken");
            awaitRolledOut(chat, "chat:41");
            eventually(() ->
                assertThat(Expect.states(chat))
                    .containsExactlyInAnyOrder(ChangeState.Failed, ChangeState.Completed));
          }
        });
  }

  @Test
  void whatAnOverrideLetsThroughIsListedOnce(World world) throws InterruptedException {
    CutStory.playWithEveryCut(
        world,
        new Told() {
          @Override
          public App prepare(Datacenter datacenter) {
            var chat = datacenter.runs("chat:41");
            datacenter.window();
            datacenter.fault("lb-" + datacenter.name().split("-")[0]);
            return chat;
          }

          @Override
          public void play(App chat) {
            world.alice().setsImage(chat, "chat:42");
            assertHeld(chat);
            world
                .person("oscar")
                .breaksGlass(BreakGlassDraft.of(chat.datacenter()).named(chat.namespace()));
            awaitRolledOut(chat, "chat:42");
            awaitChange(chat, ChangeState.Completed);
          }

          @Override
          public List<Object> end(App chat) {
            var glass = glassOf(chat);
            var change = chat.changes().getLast();
            assertThat(change.getStatus().getBreakGlass()).isEqualTo(glass.getMetadata().getName());
            return List.of(
                Told.super.end(chat),
                glass.getStatus().getReleasedChanges(),
                glass.getStatus().getReleased().size());
          }
        });
  }

  private static BreakGlass glassOf(App chat) {
    return chat.client().resources(BreakGlass.class).list().getItems().stream()
        .filter(b -> chat.datacenter().name().equals(b.getSpec().getDatacenter()))
        .findFirst()
        .orElseThrow();
  }
}
