package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Row 22: the network between the operator and the API server is cut, or goes silent. */
@WithoutOperator
class WatchCutIT {
  /** Two looks of 15 s, requests that nobody answers, and a busy machine. */
  private static final Duration REACTS = Duration.ofSeconds(90);

  private static Line line(World world) {
    var server = URI.create(world.cluster().config().getMasterUrl());
    return new Line(server.getHost(), server.getPort());
  }

  @Test
  void aFaultThatOpenedWhileTheWatchesWereCutHoldsAndOneThatWasMendedReleases(World world) {
    try (var line = line(world);
        var operator = CutOffOperator.through(line, world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var dc2 = world.datacenter("dc2");
      var chat = dc1.runs("chat:41");
      var other = dc2.runs("chat:41");
      dc1.window(w -> w.quietPeriod("1s"));
      dc2.window(w -> w.quietPeriod("1s"));
      var first = dc1.fault("first");
      var elsewhere = dc2.fault("elsewhere");
      world.alice().setsImage(chat, "chat:42");
      world.alice().setsImage(other, "chat:42");
      assertHeld(chat).because(first);
      assertHeld(other).because(elsewhere);

      line.cut();
      first.resolve();
      elsewhere.resolve();
      var second = dc1.fault("second");
      assertStaysHeld(other, Duration.ofSeconds(3));
      line.heal();

      awaitRolledOut(other, "chat:42");
      awaitChange(other, ChangeState.Completed);
      assertHeld(chat).because(second);
      assertStaysHeld(chat, Duration.ofSeconds(3));

      second.resolve();
      awaitRolledOut(chat, "chat:42");
      awaitChange(chat, ChangeState.Completed);
      assertThat(chat.changes()).hasSize(1);
      assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:42");
      assertThat(operator.requests()).isPositive();
    }
  }

  /** No packet comes through and nobody says so, as when a load balancer forgets connections. */
  @Test
  void aLineThatGoesSilentKeepsNoReleaseBackForMinutes(World world) {
    try (var line = line(world);
        var operator = CutOffOperator.through(line, world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var chat = dc1.runs("chat:41");
      var still = dc1.runs("still", "chat:41", d -> d);
      dc1.window(w -> w.quietPeriod("1s"));
      var fault = dc1.fault("first");
      world.alice().setsImage(chat, "chat:42");
      assertHeld(chat).because(fault);

      line.forgetConnections();
      fault.resolve();

      within(REACTS, () -> Expect.assertReleased(chat));
      awaitRolledOut(chat, "chat:42");
      assertThat(still.rolledOut()).containsExactly("chat:41");
      assertThat(operator.requests()).isPositive();
    }
  }
}
