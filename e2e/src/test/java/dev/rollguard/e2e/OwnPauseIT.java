package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Row 12. A pause that somebody else asked for is theirs: Rollguard never clears it. */
@Scenario
class OwnPauseIT {
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  private World world;
  private Datacenter dc1;
  private App chat;

  @BeforeEach
  void chatRunsInAnOpenDatacenter(World world) {
    this.world = world;
    dc1 = world.datacenter("dc1");
    chat = dc1.app("chat");
    world.alice().applies(chat, chat.manifest("chat:41"));
    awaitRolledOut(chat, "chat:41");
    dc1.window();
  }

  @Test
  void aPauseOfItsOwnerIsNeitherHeldNorReleasedUntilTheOwnerResumes() {
    world.alice().does(chat, "rollout", "pause", "deployment/chat");

    world.alice().setsImage(chat, "chat:42");

    during(A_WHILE, this::assertPausedAndNotOurs);
    world.alice().resumes(chat);
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
  }

  @Test
  void aPauseOfItsOwnerThatIsResumedUnderAFaultIsBornHeld() {
    world.alice().does(chat, "rollout", "pause", "deployment/chat");
    world.alice().setsImage(chat, "chat:42");
    var fault = dc1.fault("lb-error");

    world.bob().resumes(chat);

    assertHeld(chat).by("bob").because(fault);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void anAppliedManifestThatIsPausedIsNeverReleased() {
    world.alice().applies(chat, chat.manifest("chat:42", true));

    during(A_WHILE, this::assertPausedAndNotOurs);
  }

  @Test
  void aServerSideAppliedManifestThatIsPausedIsNeverReleased() {
    world.alice().appliesServerSide(chat, chat.manifest("chat:42", true));

    during(A_WHILE, this::assertPausedAndNotOurs);
  }

  @Test
  void aManifestAppliedPausedWhileHeldIsNotReleasedWithTheFault() {
    pausedWhileHeldBy(() -> world.alice().applies(chat, chat.manifest("chat:42", true)));

    world.alice().applies(chat, chat.manifest("chat:42"));

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aManifestServerSideAppliedPausedWhileHeldIsNotReleasedWithTheFault() {
    pausedWhileHeldBy(() -> world.alice().appliesServerSide(chat, chat.manifest("chat:42", true)));

    world.alice().appliesServerSide(chat, chat.manifest("chat:42"));

    awaitRolledOut(chat, "chat:42");
  }

  private void pausedWhileHeldBy(Runnable apply) {
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);
    apply.run();

    fault.resolve();
    fault.awaitClosed();

    assertHeld(chat).because("paused by its owner");
    during(A_WHILE, () -> assertThat(chat.rolledOut()).containsExactly("chat:41"));
  }

  private void assertPausedAndNotOurs() {
    assertThat(chat.get().getSpec().getPaused()).isTrue();
    assertThat(chat.isHeld()).isFalse();
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }
}
