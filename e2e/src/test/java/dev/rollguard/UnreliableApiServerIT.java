package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Row 22: every third request of the operator fails, before it is sent or after the API server has
 * done it. It tries again, and never releases what a fault holds.
 */
@WithoutOperator
class UnreliableApiServerIT {
  private static final long SEED = 20_260_521;
  private static final double FAILING = 0.33;

  @Test
  void requestsThatFailBeforeOrAfterTheyAreDoneAreTriedAgainAndNothingIsReleasedWrongly(
      World world) {
    try (var operator = new CutOffOperator(world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var chat = dc1.runs("chat:41");
      dc1.window();
      var fault = dc1.fault("lb-error");
      operator.failAtRandom(new Random(SEED), FAILING);

      for (var wish = 42; wish <= 45; wish++) {
        world.alice().setsImage(chat, "chat:" + wish);
        var image = "chat:" + wish;
        eventually(() ->
            assertThat(chat.changes())
                .anyMatch(c -> c.getSpec().getDiff().toString().contains(image)));
        assertThat(chat.rolledOut()).containsExactly("chat:41");
      }
      fault.resolve();

      awaitRolledOut(chat, "chat:45");
      eventually(() ->
          assertThat(Expect.states(chat))
              .containsExactlyInAnyOrder(
                  ChangeState.Superseded,
                  ChangeState.Superseded,
                  ChangeState.Superseded,
                  ChangeState.Completed));
      assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:45");
      assertThat(operator.failures()).as("failed requests, seed %d", SEED).isGreaterThan(10);
    }
  }

  /** An operator that may not patch Deployments holds on, and goes on when it may. */
  @Test
  void withoutARightItHoldsOnAndGoesOnWhenItHasIt(World world) {
    try (var operator = new CutOffOperator(world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var chat = dc1.runs("chat:41");
      dc1.window();
      operator.mayPatchDeployments(false);
      world.alice().setsImage(chat, "chat:42");
      eventually(() -> assertThat(operator.failures()).isGreaterThan(3));
      assertThat(chat.isHeld()).isTrue();
      assertThat(chat.rolledOut()).containsExactly("chat:41");

      operator.mayPatchDeployments(true);

      awaitRolledOut(chat, "chat:42");
      awaitChange(chat, ChangeState.Completed);
    }
  }
}
