package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertReleased;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Unattended;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.Window;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Row 16. The operator is dead while an opening comes and goes; the API server follows the schedule
 * by itself. The operator comes back to what it then finds.
 */
@Scenario
@Isolated
@Tag("disruptive")
class UnattendedIT {
  /** Enough to create the window, to kill the operator and to ask for the first change. */
  private static final Duration UNTIL_IT_OPENS = Duration.ofSeconds(50);

  private static final Duration OPEN = Duration.ofSeconds(25);
  private static final Duration PATIENCE = UNTIL_IT_OPENS.plus(OPEN).plusSeconds(30);

  @Test
  void theApiServerOpensAndClosesWithTheOperatorKilledAndTheOperatorRecordsWhatItFinds(
      World world) {
    var cluster = world.cluster();
    assumeTrue(cluster.ours(), "the operator may be killed");
    var dc1 = world.datacenter("dc1");
    var before = dc1.runs("before", "chat:41");
    var inside = dc1.runs("inside", "chat:41");
    var slow = dc1.runs("slow", "chat:41");
    var after = dc1.runs("after", "chat:41");
    var opens = Instant.now().plus(UNTIL_IT_OPENS).truncatedTo(ChronoUnit.SECONDS);
    var closes = opens.plus(OPEN);
    var window = dc1.window(w -> w.unattended(Unattended.FollowSchedule).open(opens, closes));

    cluster.killOperator();
    try {
      world.alice().setsImage(before, "chat:42");
      assertHeld(before).stampedBy("alice");
      assertThat(Instant.now()).as("the machine was fast enough").isBefore(opens);

      awaitTime(opens);
      world.alice().setsImage(inside, "chat:42");
      rollsOutForLong(slow);
      assertThat(Instant.now()).as("the machine was fast enough").isBefore(closes);
      assertReleased(inside);
      awaitRolledOut(inside, "chat:42");
      assertHeld(before).stampedBy("alice");

      awaitTime(closes);
      world.alice().setsImage(after, "chat:42");
      assertHeld(after).stampedBy("alice");
      assertThat(after.rolledOut()).containsExactly("chat:41");
    } finally {
      cluster.startOperator();
    }

    assertHeld(before).by("alice").because("is closed");
    assertHeld(after).by("alice").because("is closed");
    assertRecordedAsRolledOut(slow);
    assertThat(awaitChange(inside, ChangeState.Completed).getSpec().getRequestedBy())
        .isEqualTo("alice");
    assertReleased(inside);
    assertStaysHeld(before, Duration.ofSeconds(2));
    assertOpeningReleases(window, before, after);
  }

  /** Its new pods never become ready: the operator finds the rollout in motion. */
  private static void rollsOutForLong(App app) {
    app.resource()
        .edit(d -> {
          var template = d.getSpec().getTemplate();
          template
              .getMetadata()
              .setAnnotations(java.util.Map.of("e2e.rollguard.dev/ready-after", "24h"));
          template.getSpec().getContainers().getFirst().setImage("chat:42");
          return d;
        });
  }

  /** The window let it pass, so it runs on although the window is closed now. */
  private static void assertRecordedAsRolledOut(App slow) {
    var change = awaitChange(slow, ChangeState.Released);
    assertThat(change.getStatus().getConditions())
        .noneMatch(c -> c.getType().equals(ConditionTypes.UNGUARDED));
    during(Duration.ofSeconds(2), () -> assertReleased(slow));
    assertThat(slow.rolledOut()).containsExactly("chat:41", "chat:42");
  }

  private static void assertOpeningReleases(Window window, App... held) {
    window.write(w -> w.getSpec().setSchedule(null));
    for (var app : held) {
      awaitRolledOut(app, "chat:42");
      var change = awaitChange(app, ChangeState.Completed);
      assertThat(change.getSpec().getRequestedBy()).isEqualTo("alice");
      eventually(() -> assertThat(app.changes()).hasSize(1));
    }
  }

  private static void awaitTime(Instant time) {
    within(PATIENCE, () -> assertThat(Instant.now()).isAfter(time.plusSeconds(1)));
  }
}
