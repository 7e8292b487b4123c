package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.BreakGlassState;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.BreakGlassDraft;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Nobody confirms an override in time. The chart is installed with half a minute for that. */
@Scenario
@Isolated
@Tag("disruptive")
class BreakGlassLimitsIT {
  @BeforeAll
  static void halfAMinute(Cluster cluster) {
    assumeTrue(cluster.ours(), "the chart may be installed with other values");
    cluster.install("--set", "breakGlass.confirmWithin=30s");
  }

  @AfterAll
  static void asBefore(Cluster cluster) {
    if (cluster.ours()) {
      cluster.install();
    }
  }

  @Test
  void unconfirmedItLapsesAndWhatItLetThroughStaysListed(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var shop = dc1.runs("shop", "shop:41");
    dc1.window();
    var fault = dc1.fault("lb-error");
    world.alice().setsImage(chat, "chat:42");
    assertHeld(chat).because(fault);

    var glass = world.person("oscar").breaksGlass(BreakGlassDraft.of(dc1));
    awaitRolledOut(chat, "chat:42");

    var lapsed = glass.await(BreakGlassState.Lapsed);
    assertThat(lapsed.getSummary())
        .contains("because nobody other than oscar confirmed it; 1 change passed under it");
    assertThat(lapsed.getReleased())
        .singleElement()
        .asString()
        .contains("image chat:41 → chat:42, asked for by alice");
    assertThat(awaitChange(chat, ChangeState.Completed).getStatus().getBreakGlass())
        .isEqualTo(glass.name());
    world.alice().setsImage(shop, "shop:42");
    assertHeld(shop).because(fault);
    assertStaysHeld(shop, Duration.ofSeconds(1));
    var tooLate = world.person("paula").mayBreakGlass().triesToConfirm(glass);
    assertThat(tooLate.code()).isNotZero();
    assertThat(tooLate.text()).contains("a confirmation comes too late");
    assertThat(glass.status().getReleased()).hasSize(1);
  }
}
