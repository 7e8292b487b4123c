package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's machine has another clock than the API server, whose clock counts. */
@WithoutOperator
class ClockSkewIT {
  private static final Duration QUIET = Duration.ofSeconds(6);

  @ParameterizedTest
  @ValueSource(longs = {300, -300})
  void aQuietPeriodEndsNeitherEarlyNorLate(long secondsAhead, World world) {
    var machine = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(secondsAhead));
    try (var operator = CutOffOperator.withClock(machine, world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var chat = dc1.runs("chat:41");
      dc1.window(w -> w.quietPeriod(QUIET.toSeconds() + "s"));
      var fault = dc1.fault("lb-error");
      world.alice().setsImage(chat, "chat:42");
      assertHeld(chat).because(fault);

      fault.resolve();
      var resolved = Instant.now();
      awaitRolledOut(chat, "chat:42");

      // Stamps have whole seconds, and so has what the API server says of its clock.
      assertThat(Duration.between(resolved, Instant.now()))
          .isGreaterThan(QUIET.minus(Duration.ofSeconds(3)));
      var change = awaitChange(chat, ChangeState.Completed);
      assertThat(Instant.parse(change.getStatus().getCompletedTime()))
          .isBetween(resolved, Instant.now().plusSeconds(2));
      assertThat(operator.failures()).isZero();
    }
  }
}
