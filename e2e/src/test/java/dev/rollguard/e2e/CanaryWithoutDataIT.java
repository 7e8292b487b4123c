package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.ExpectCanary.assertCanaryFailed;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.NoDataPolicy;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Behaviour;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.Queries;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Nothing measured is nothing proved: it never counts as good. */
@Scenario
class CanaryWithoutDataIT {
  /** A run without data is repeated after a minute. */
  private static final Duration AFTER_ANOTHER_RUN = Duration.ofMinutes(3);

  /** A deadline of twenty seconds, and time for a busy machine. */
  private static final Duration AT_ITS_DEADLINE = Duration.ofSeconds(40);

  @Test
  void aCanaryThatNobodyAsksIsHeldAndReleasedOnceItHasTraffic(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var traffic = world.traffic(chat).canary(Behaviour.silent());
    var errors = world.template("errors", t -> t.query(Queries.CANARY_ERRORS, "value < 0.05"));
    dc1.window(w -> w.canary(c -> c.check(errors)));
    world.alice().setsImage(chat, "chat:42");

    awaitRun(chat, CheckVerdict.NoData);

    assertHeld(chat).because("see that traffic reaches the canary");
    assertThat(assertHeld(chat).change().getStatus().getReason()).isEqualTo("CanaryNoData");
    assertStaysHeld(chat, Duration.ofSeconds(2));
    assertThat(chat.clones()).as("it goes on").hasSize(1);

    traffic.canary(Behaviour.good());

    within(AFTER_ANOTHER_RUN, () -> Expect.assertReleased(chat));
    awaitRolledOut(chat, "chat:42");
    awaitNoClone(chat);
  }

  @Test
  void aCanaryWithoutAnySeriesFailsAtItsDeadline(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).canary(Behaviour.absent());
    var errors = world.template("errors", t -> t.query(Queries.CANARY_ERRORS, "value < 0.05"));
    dc1.window(w -> w.canary(c -> c.check(errors).deadline("20s")));

    world.alice().setsImage(chat, "chat:42");

    awaitRun(chat, CheckVerdict.NoData);
    assertCanaryFailed(chat, "its deadline of 20s ran out");
    assertThat(lifetime(chat)).isBetween(Duration.ofSeconds(20), AT_ITS_DEADLINE);
    awaitNoClone(chat);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  private static Duration lifetime(App chat) {
    var canary = chat.changes().getLast().getStatus().getCanary();
    return Duration.between(
        Instant.parse(canary.getStartTime()), Instant.parse(canary.getEndTime()));
  }

  @Test
  void whoWantsItMayCountNoDataAsAFailure(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).canary(Behaviour.silent());
    var errors =
        world.template(
            "errors",
            t ->
                t.query(Queries.CANARY_ERRORS, "value < 0.05")
                    .edit(c -> c.setNoData(NoDataPolicy.Fail)));
    dc1.window(w -> w.canary(c -> c.check(errors)));

    world.alice().setsImage(chat, "chat:42");

    awaitRun(chat, CheckVerdict.Fail);
    assertCanaryFailed(chat, errors.title());
  }
}
