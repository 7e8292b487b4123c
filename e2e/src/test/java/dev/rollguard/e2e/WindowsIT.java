package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitReleased;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.DeletionPolicy;
import dev.rollguard.api.v1alpha1.Selector;
import dev.rollguard.api.v1alpha1.Workloads;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows that overlap, that are deleted while they hold, that cannot be read. */
@Scenario
class WindowsIT {
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  /** Row 18. */
  @Test
  void whenAWindowThatHoldsIsDeletedItsDeploymentsAreLeftPausedAndHandedOver(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = dc1.window(w -> w.closed());
    world.alice().setsImage(chat, "chat:42");
    awaitChange(chat, ChangeState.Held);

    window.delete();

    awaitChange(chat, ChangeState.Cancelled);
    assertHandedOver(chat);
    during(A_WHILE, () -> assertThat(chat.rolledOut()).containsExactly("chat:41"));
    world.alice().resumes(chat);
    awaitRolledOut(chat, "chat:42");
  }

  private static void assertHandedOver(App chat) {
    assertThat(chat.isHeld()).isFalse();
    assertThat(chat.get().getSpec().getPaused()).isTrue();
    eventually(() -> {
      assertThat(chat.condition(ConditionTypes.ROLLOUT_HELD))
          .hasValueSatisfying(c -> {
            assertThat(c.getStatus()).isEqualTo("False");
            assertThat(c.getMessage()).contains("left paused", "kubectl rollout resume");
          });
    });
  }

  /** Row 18, with the other policy. */
  @Test
  void whenAWindowThatSaysSoIsDeletedWhatItHoldsIsReleased(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = dc1.window(w -> w.closed().deletionPolicy(DeletionPolicy.Release));
    world.alice().setsImage(chat, "chat:42");
    awaitChange(chat, ChangeState.Held);

    window.delete();

    awaitRolledOut(chat, "chat:42");
  }

  /** Row 18: another window still covers it. */
  @Test
  void whenOneOfTwoWindowsIsDeletedTheOtherHoldsOn(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var first = dc1.window("first", w -> w.closed().deletionPolicy(DeletionPolicy.Release));
    dc1.window("second", w -> w.closed());
    world.alice().setsImage(chat, "chat:42");
    awaitChange(chat, ChangeState.Held);

    first.delete();

    assertStaysHeld(chat, A_WHILE);
  }

  /** Row 19. */
  @Test
  void ofTwoWindowsOverOneDeploymentBothMustLetItPass(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var calendar = dc1.window("calendar", w -> w.closed());
    dc1.window("faults", w -> w.quietPeriod("1s"));
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    eventually(() -> assertHeld(chat).because("is closed"));
    eventually(() -> assertHeld(chat).because(fault));

    fault.resolve();
    eventually(() ->
        assertThat(chat.condition(ConditionTypes.ROLLOUT_HELD).orElseThrow().getMessage())
            .contains("is closed")
            .doesNotContain(fault.title()));
    assertStaysHeld(chat, A_WHILE);

    calendar.write(w -> w.getSpec().setSchedule(null));
    awaitRolledOut(chat, "chat:42");
  }

  /** Row 20. */
  @Test
  void anUnreadableScheduleKeepsTheWindowClosedUntilItsSpecIsMended(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var window = dc1.window(w -> w.closed());
    window.write(w -> {
      var entry = w.getSpec().getSchedule().getOpen().getFirst();
      entry.setFrom(null);
      entry.setUntil(null);
      entry.setCron("0 22-4 * * *");
      entry.setDuration("1h");
    });
    eventually(() -> {
      assertThat(window.condition(ConditionTypes.STALLED))
          .hasValueSatisfying(c -> {
            assertThat(c.getReason()).isEqualTo("InvalidSchedule");
            assertThat(c.getMessage()).contains("schedule.open[0].cron", "0 22-4 * * *");
          });
    });
    window.awaitEnforced();
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because("stays closed");

    window.write(w -> {
      var entry = w.getSpec().getSchedule().getOpen().getFirst();
      entry.setCron("* * * * *");
    });

    awaitRolledOut(chat, "chat:42");
    eventually(() -> assertThat(window.condition(ConditionTypes.STALLED)).isEmpty());
  }

  /** Row 4 of the design: what no window covers goes free. */
  @Test
  void aDeploymentThatNoWindowCoversIsReleasedAtOnceThoughItsDatacenterHolds(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w ->
        w.closed()
            .spec(s -> {
              var selector = new Selector();
              selector.setMatchLabels(Map.of("tier", "other"));
              var workloads = new Workloads();
              workloads.setSelector(selector);
              s.setWorkloads(workloads);
            }));

    world.alice().setsImage(chat, "chat:42");

    awaitReleased(chat);
    awaitRolledOut(chat, "chat:42");
    assertThat(chat.changes()).isEmpty();
  }

  /** A hold ends by the clock alone. */
  @Test
  void aHeldChangeStartsByItselfWhenTheWindowOpens(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var opens = Instant.now().plusSeconds(20);
    dc1.window(w -> w.open(opens, opens.plusSeconds(600)));
    world.alice().setsImage(chat, "chat:42");
    eventually(() -> assertHeld(chat).because("it opens"));

    awaitRolledOut(chat, "chat:42");
    var released =
        Instant.parse(awaitChange(chat, ChangeState.Completed).getStatus().getReleasedTime());
    assertThat(released).isAfterOrEqualTo(opens.minusSeconds(1));
  }
}
