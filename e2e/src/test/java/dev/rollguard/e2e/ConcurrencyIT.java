package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.Requests.ask;
import static dev.rollguard.e2e.harness.Requests.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Across;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Rollbacks;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.WindowDraft;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only so many changes are in motion at once; who waits is served in order. */
@Scenario
class ConcurrencyIT {
  /** Whoever may go now goes at once; a recheck a minute later would be no answer. */
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  private static final Comparator<Change> ORDER =
      Comparator.comparing((Change c) -> c.getSpec().getRequestedTime())
          .thenComparing(c -> c.getMetadata().getName());

  private World world;
  private Datacenter dc1;

  @BeforeEach
  void aDatacenter(World world) {
    this.world = world;
    dc1 = world.datacenter("dc1");
  }

  @Test
  void whoWaitsIsServedInTheOrderOfTheRequestsAndTheSoakIsKept(World world) {
    var first = apps("first").getFirst();
    var waiting = apps("e", "d", "c", "b", "a");
    dc1.window(w -> w.concurrency(1, "3s"));
    var motion = world.motion(dc1);
    ask(first, "chat:42", "24h");
    awaitChange(first, ChangeState.Released);
    waiting.forEach(app -> ask(app, "chat:42", "1s"));
    waiting.forEach(app -> assertHeld(app).because("is in motion"));

    world.alice().does(first, "delete", "deployment/first");

    waiting.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.most()).isEqualTo(1);
    var changes = waiting.stream().flatMap(a -> a.changes().stream()).sorted(ORDER).toList();
    assertThat(motion.started().subList(1, 6)).containsExactlyElementsOf(names(changes));
    assertSoaked(changes, Duration.ofSeconds(3));
  }

  @Test
  void whoWaitsSaysWhoIsInMotion(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "5s"));
    ask(apps.getFirst(), "chat:42", "24h");
    awaitChange(apps.getFirst(), ChangeState.Released);

    ask(apps.getLast(), "chat:42", "1s");

    assertHeld(apps.getLast())
        .because("It waits for its turn: " + title(apps.getFirst()) + " is in motion.");
  }

  @Test
  void whoWaitsForASoakSaysUntilWhen(World world) {
    var apps = apps("a", "b");
    dc1.window(w -> w.concurrency(1, "1h"));
    ask(apps.getFirst(), "chat:42", "0s");
    awaitChange(apps.getFirst(), ChangeState.Completed);

    ask(apps.getLast(), "chat:42", "0s");

    assertHeld(apps.getLast())
        .because(
            "It waits for its turn: "
                + title(apps.getFirst())
                + " has ended, and the next one may start ");
  }

  @Test
  void twoMayBeInMotionWhereTheWindowSaysTwo(World world) {
    var apps = apps("a", "b", "c", "d", "e");
    dc1.window(w -> w.concurrency(2, "0s"));
    var motion = world.motion(dc1);

    apps.forEach(app -> ask(app, "chat:42", "2s"));

    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.most()).isEqualTo(2);
  }

  @Test
  void acrossTheWindowOnlyThoseThatItCoversWaitForEachOther(World world) {
    var apps = teams();
    teamWindows(Across.Window);
    var motion = world.motion(dc1);

    apps.forEach(app -> ask(app, "chat:42", "4s"));

    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.most(name -> name.startsWith("red"))).isEqualTo(1);
    assertThat(motion.most(name -> name.startsWith("blue"))).isEqualTo(1);
    assertThat(motion.most()).isEqualTo(2);
  }

  @Test
  void acrossTheDatacenterAllWaitForEachOther(World world) {
    var apps = teams();
    teamWindows(Across.Datacenter);
    var motion = world.motion(dc1);

    apps.forEach(app -> ask(app, "chat:42", "2s"));

    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.most()).isEqualTo(1);
  }

  @Test
  void aRollbackThatTheWindowGatesGoesFirst(World world) {
    var apps = apps("a", "b", "c");
    var back = apps.getLast();
    var window = dc1.window(w -> w.rollbacks(Rollbacks.Gate));
    ask(back, "chat:42", "0s");
    awaitChange(back, ChangeState.Completed);
    window.edit(w -> w.getSpec().getGates().setConcurrency(turns(1, "0s")));
    var motion = world.motion(dc1);
    ask(apps.getFirst(), "chat:42", "6s");
    awaitChange(apps.getFirst(), ChangeState.Released);

    ask(apps.get(1), "chat:42", "1s");
    assertHeld(apps.get(1)).because("is in motion");
    world.alice().undoes(back);

    awaitRolledOut(back, "chat:41");
    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.started()).containsExactly("a", "c", "b");
    assertThat(motion.most()).isEqualTo(1);
  }

  @Test
  void aRollbackThatIsFreeNeedsNoTurnButIsCounted(World world) {
    var apps = apps("a", "b", "c");
    var back = apps.getLast();
    ask(back, "chat:41", "5s");
    awaitRolledOut(back, "chat:41");
    var window = dc1.window();
    ask(back, "chat:42", "0s");
    awaitChange(back, ChangeState.Completed);
    window.edit(w -> w.getSpec().getGates().setConcurrency(turns(1, "0s")));
    ask(apps.getFirst(), "chat:42", "3s");
    awaitChange(apps.getFirst(), ChangeState.Released);

    world.alice().undoes(back);

    within(PROMPTLY, () -> assertThat(newest(back).getStatus().getReason()).isEqualTo("Rollback"));
    assertThat(newest(back).getStatus().getTurnTime()).isNull();
    ask(apps.get(1), "chat:42", "0s");
    assertHeld(apps.get(1)).because(newest(back).getMetadata().getName());
    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(released(apps.get(1))).isAfterOrEqualTo(completed(back));
  }

  private List<App> apps(String... names) {
    var apps = Stream.of(names).map(n -> dc1.create(n, "chat:41", d -> d)).toList();
    apps.forEach(app -> awaitRolledOut(app, "chat:41"));
    return apps;
  }

  private List<App> teams() {
    var apps =
        IntStream.rangeClosed(1, 4)
            .mapToObj(i -> {
              var team = i % 2 == 0 ? "red" : "blue";
              return dc1.create(team + i, "chat:41", labelled("team", team));
            })
            .toList();
    apps.forEach(app -> awaitRolledOut(app, "chat:41"));
    return apps;
  }

  private void teamWindows(Across across) {
    for (var team : List.of("red", "blue")) {
      dc1.window(team, w -> w.covering("team", team).concurrency(1, "0s", across));
    }
  }

  private static dev.rollguard.api.v1alpha1.Concurrency turns(int maxInFlight, String soak) {
    return WindowDraft.turns(maxInFlight, soak, Across.Datacenter);
  }

  private static Change newest(App app) {
    return app.changes().getLast();
  }

  private static String title(App app) {
    return "Change/" + app.namespace() + "/" + newest(app).getMetadata().getName();
  }

  private static Instant released(App app) {
    return Instant.parse(newest(app).getStatus().getReleasedTime());
  }

  private static Instant completed(App app) {
    return Instant.parse(newest(app).getStatus().getCompletedTime());
  }

  private static List<String> names(List<Change> changes) {
    return changes.stream().map(c -> c.getSpec().getWorkloadRef().getName()).toList();
  }

  /** No turn before the one before it has ended and soaked; times are whole seconds. */
  private static void assertSoaked(List<Change> inOrder, Duration soak) {
    for (var i = 1; i < inOrder.size(); i++) {
      var ended = Instant.parse(inOrder.get(i - 1).getStatus().getCompletedTime());
      var next = Instant.parse(inOrder.get(i).getStatus().getTurnTime());
      assertThat(next).isAfterOrEqualTo(ended.plus(soak));
    }
  }
}
