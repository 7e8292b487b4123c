package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Across;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Concurrency;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.WindowDraft;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A turn that is not needed any more goes to the next one, whatever ended it. */
@Scenario
class TurnGivenBackIT {
  /** Whoever may go now goes at once; a recheck a minute later would be no answer. */
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  private Datacenter dc1;

  @BeforeEach
  void aDatacenter(World world) {
    dc1 = world.datacenter("dc1");
  }

  @Test
  void aDeploymentDeletedInMotionFreesItsTurn(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);

    world.alice().does(apps.getFirst(), "delete", "deployment/a");

    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
  }

  @Test
  void aDeploymentDeletedInMotionWithoutItsPodsFreesItsTurn(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);

    world.alice().does(apps.getFirst(), "delete", "deployment/a", "--cascade=orphan");

    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
  }

  @Test
  void aFaultStopsTheOneInMotionAndAfterwardsTheOrderHolds(World world) {
    var apps = apps("a", "b", "c");
    dc1.window(w -> w.concurrency(1, "0s").quietPeriod("1s"));
    var motion = world.motion(dc1);
    apps.forEach(app -> {
      ask(app, "chat:42", "6s");
      awaitChange(app, app.name().equals("a") ? ChangeState.Released : ChangeState.Held);
    });

    var fault = dc1.fault("lb-error");

    assertHeldSoon(apps.getFirst(), fault.title());
    eventually(() -> assertThat(newest(apps.getFirst()).getStatus().getTurnTime()).isNull());
    assertThat(motion.started()).containsExactly("a");
    fault.resolve();
    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.started()).containsExactly("a", "a", "b", "c");
    assertThat(motion.most()).isEqualTo(1);
  }

  @Test
  void whatTheWindowSaysNowCounts(World world) {
    var apps = apps("a", "b", "c", "d");
    var window = dc1.window(w -> w.concurrency(1, "0s"));
    apps.forEach(app -> {
      ask(app, "chat:42", "24h");
      eventually(() -> assertThat(app.changes()).hasSize(1));
    });
    assertHeld(apps.get(1)).because("is in motion");

    window.edit(w -> w.getSpec().getGates().setConcurrency(turns(2, "0s")));

    within(PROMPTLY, () -> assertThat(apps.get(1).rolledOut()).contains("chat:42"));
    assertHeld(apps.get(2)).because("are in motion");

    window.edit(w -> w.getSpec().getGates().setConcurrency(null));

    within(PROMPTLY, () -> assertThat(apps.get(2).rolledOut()).contains("chat:42"));
    within(PROMPTLY, () -> assertThat(apps.get(3).rolledOut()).contains("chat:42"));
  }

  @Test
  void whereNoWindowWantsTurnsAnyMoreNobodyWaits(World world) {
    var apps = apps("a", "b");
    dc1.window();
    var turns = dc1.window("turns", w -> w.concurrency(1, "0s"));
    oneIsInMotionAndTheOtherWaits(apps);

    turns.delete();

    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
  }

  @Test
  void aRolloutThatItsOwnerPausesKeepsNobodyWaitingAndWaitsItselfAfterwards(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "0s"));
    var motion = world.motion(dc1);
    ask(apps.getFirst(), "chat:42", "8s");
    awaitChange(apps.getFirst(), ChangeState.Released);
    eventually(() -> assertThat(apps.getFirst().rolledOut()).contains("chat:42"));
    ask(apps.getLast(), "chat:42", "8s");
    assertHeld(apps.getLast()).because("is in motion");

    world.alice().does(apps.getFirst(), "rollout", "pause", "deployment/a");
    within(PROMPTLY, () -> assertThat(apps.getLast().rolledOut()).contains("chat:42"));
    world.alice().resumes(apps.getFirst());

    assertHeld(apps.getFirst()).because("is in motion");
    apps.forEach(app -> awaitRolledOut(app, "chat:42"));
    assertThat(motion.most()).isEqualTo(1);
  }

  private static void oneIsInMotionAndTheOtherWaits(List<App> apps) {
    ask(apps.getFirst(), "chat:42", "24h");
    awaitChange(apps.getFirst(), ChangeState.Released);
    ask(apps.getLast(), "chat:42", "0s");
    assertHeld(apps.getLast()).because("is in motion");
  }

  private List<App> apps(String... names) {
    return Stream.of(names).map(n -> dc1.runs(n, "chat:41")).toList();
  }

  private static Concurrency turns(int maxInFlight, String soak) {
    return WindowDraft.turns(maxInFlight, soak, Across.Datacenter);
  }

  private static void assertHeldSoon(App app, String why) {
    eventually(() -> assertHeld(app));
    assertHeld(app).because(why);
  }

  private static Change newest(App app) {
    return app.changes().getLast();
  }
}
