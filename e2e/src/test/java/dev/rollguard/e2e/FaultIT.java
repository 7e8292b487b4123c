package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitReleased;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.OpenedFault;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** While a fault is open in a datacenter, and for a quiet period after, changes there are held. */
@Scenario
class FaultIT {
  /** Row 1. */
  @Test
  void aFaultHoldsChangesInItsDatacenterAndNowhereElse(World world) {
    var dc1 = world.datacenter("dc1");
    var dc2 = world.datacenter("dc2");
    var chat1 = dc1.runs("chat:41");
    var chat2 = dc2.runs("chat:41");
    dc1.window();
    dc2.window();
    var fault = dc1.fault("lb-error");

    world.alice().setsImage(chat1, "chat:42");
    world.alice().setsImage(chat2, "chat:42");

    assertHeld(chat1).by("alice").because(fault);
    awaitRolledOut(chat2, "chat:42");
    awaitChange(chat2, ChangeState.Completed);
    assertThat(chat1.rolledOut()).containsExactly("chat:41");
  }

  /** Row 2. */
  @Test
  void ofTwoFaultsTheOneThatIsLeftHoldsAndIsNamed(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.quietPeriod("1s"));
    var loadBalancer = dc1.fault("lb-error");
    var disk = dc1.fault("disk-full");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(loadBalancer).because(disk);

    loadBalancer.resolve();
    loadBalancer.awaitClosed();

    eventually(() ->
        assertThat(assertHeld(chat).change().getStatus().getMessage())
            .contains(disk.title())
            .doesNotContain(loadBalancer.title()));
    assertStaysHeld(chat, Duration.ofSeconds(2));

    disk.resolve();

    awaitRolledOut(chat, "chat:42");
  }

  /** Row 3. */
  @Test
  void whenAFaultIsResolvedAndItsQuietPeriodIsOverTheHeldChangeRollsOutByItself(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.quietPeriod("4s"));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).by("alice").because(fault);

    fault.resolve();

    assertHeld(chat).because("quiet period");
    awaitReleased(chat);
    assertThat(Instant.now()).isAfterOrEqualTo(resolved(fault).plusSeconds(4));
    awaitRolledOut(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(Instant.parse(change.getStatus().getReleasedTime()))
        .isAfterOrEqualTo(resolved(fault).plusSeconds(4));
    assertThat(change.getSpec().getDiff())
        .containsExactly("container app: image chat:41 → chat:42");
    assertThat(chat.changes()).hasSize(1);
  }

  /** Row 4. */
  @Test
  void aFaultThatIsReopenedInItsQuietPeriodHoldsOnAndItsQuietPeriodStartsAnew(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.quietPeriod("4s"));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    fault.resolve();
    assertHeld(chat).because("quiet period");

    fault.reopen();

    assertHeld(chat).because(fault.title() + " (Major) is open");
    assertStaysHeld(chat, Duration.ofSeconds(5));

    fault.resolve();

    awaitReleased(chat);
    assertThat(Instant.now()).isAfterOrEqualTo(resolved(fault).plusSeconds(4));
    awaitRolledOut(chat, "chat:42");
  }

  private static Instant resolved(OpenedFault fault) {
    return Instant.parse(fault.get().getMetadata().getAnnotations().get(Labels.RESOLVED_AT));
  }
}
