package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.e2e.harness.RunDraft;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many runs at once all end, and each says what it found. What they cost is measured elsewhere. */
@Scenario
@Isolated("it keeps the machine busy")
@Tag("disruptive")
class ManyRunsIT {
  private static final int RUNS = 200;
  private static final int SAMPLES = 10;

  /** Ten samples, one each second, and much time for a busy machine. */
  private static final Duration IN_TIME = Duration.ofMinutes(2);

  @Test
  void twoHundredRunsAtOnceAllPass(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.report("staging"));
    world.alice().setsImage(chat, "chat:42");
    var change = assertHeld(chat).because("has no report yet").change();
    var one = world.template("one", t -> t.query("vector(1)", "value == 1.0").times(SAMPLES));

    var manifest = RunDraft.preTest(change, one.name());
    IntStream.range(0, RUNS)
        .parallel()
        .forEach(
            i -> chat.client().resource(manifest.build()).inNamespace(chat.namespace()).create());

    within(
        IN_TIME,
        () ->
            assertThat(runs(world, chat.namespace()))
                .hasSize(RUNS)
                .allMatch(r -> r.getStatus().getVerdict() == CheckVerdict.Pass));
    assertThat(runs(world, chat.namespace()))
        .allMatch(r -> r.getStatus().getChecks().getFirst().getPassed() == SAMPLES);
  }

  private static List<CheckRun> runs(World world, String namespace) {
    return world
        .cluster()
        .admin()
        .resources(CheckRun.class)
        .inNamespace(namespace)
        .list()
        .getItems();
  }
}
