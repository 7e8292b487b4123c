package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrackedTest {
  private static final PolicyKey KEY =
      new PolicyKey(PolicyKind.MutatingAdmissionPolicy, "hold.rollguard.dev");
  private final Tracked tracked = new Tracked();
  private final HasMetadata object = named("hold.rollguard.dev");

  private static HasMetadata named(String name) {
    return new MutatingAdmissionPolicyBuilder().withMetadata(Names.meta(name)).build();
  }

  @Test
  void aRefusedObjectIsTriedAgainLaterAndLater() {
    tracked.failed(object, "Refused.", NOW);
    assertThat(tracked.mayWrite(object, NOW.plusMillis(999))).isFalse();
    assertThat(tracked.mayWrite(object, NOW.plusSeconds(1))).isTrue();

    tracked.failed(object, "Refused.", NOW);
    assertThat(tracked.mayWrite(object, NOW.plusSeconds(1))).isFalse();
    assertThat(tracked.mayWrite(object, NOW.plusSeconds(2))).isTrue();
    assertThat(Tracked.backoff(100)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anObjectThatWasMendedIsTriedAtOnce() {
    tracked.failed(object, "Refused.", NOW);

    assertThat(tracked.mayWrite(named("another"), NOW)).isTrue();
  }

  @Test
  void whatIsInPlaceHasNoProblem() {
    tracked.failed(object, "Refused.", NOW);
    assertThat(tracked.problem(KEY, NOW)).contains("Refused.");

    tracked.established(object);

    assertThat(tracked.problem(KEY, NOW)).isEmpty();
    assertThat(tracked.drifted(object)).isTrue();
    assertThat(tracked.drifted(named("another"))).isFalse();
  }

  @Test
  void fiveRepairsWithinAMinuteAreAFight() {
    for (int i = 0; i < 4; i++) {
      tracked.repaired(NOW.plusSeconds(i), ", last by theirs");
    }
    assertThat(tracked.mayWrite(object, NOW.plusSeconds(4))).isTrue();
    assertThat(tracked.problem(KEY, NOW.plusSeconds(4))).isEmpty();

    tracked.repaired(NOW.plusSeconds(4), ", last by theirs");

    assertThat(tracked.mayWrite(object, NOW.plusSeconds(13))).isFalse();
    assertThat(tracked.mayWrite(object, NOW.plusSeconds(14))).isTrue();
    assertThat(tracked.problem(KEY, NOW.plusSeconds(14)))
        .contains(
            "MutatingAdmissionPolicy/hold.rollguard.dev was changed 5 times within a minute, last"
                + " by theirs; stop who changes it, Rollguard repairs it every 10 s.");
    assertThat(tracked.problem(KEY, NOW.plusSeconds(61))).as("the fight is over").isEmpty();
  }
}
