package dev.rollguard;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.during;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.WithoutOperator;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Somebody's loop writes a held Deployment several times a second. */
@WithoutOperator
class FightIT {
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Changes that are kept, the active one, and those that are just being superseded. */
  private static final int FEW_CHANGES = 14;

  /** A controller that does not give up. */
  private static final class Loop implements AutoCloseable {
    private final AtomicInteger turns = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    Loop(App app, String... patches) {
      thread.scheduleWithFixedDelay(
          () -> {
            var patch = patches[turns.getAndIncrement() % patches.length];
            app.resource().patch(PatchContext.of(PatchType.STRATEGIC_MERGE), patch);
          },
          0,
          200,
          TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      thread.close();
    }
  }

  private static String image(String image) {
    return """
    {"spec": {"template": {"spec": {"containers": [{"name": "app", "image": "%s"}]}}}}\
    """
        .formatted(image);
  }

  @Test
  void whoResumesAHeldDeploymentAgainAndAgainChangesNothingAndCostsNothing(World world) {
    try (var operator = new CutOffOperator(world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var chat = dc1.runs("chat:41");
      dc1.window();
      var fault = dc1.fault("lb-error");
      world.alice().setsImage(chat, "chat:42");
      assertHeld(chat).because(fault);
      var before = operator.requests();

      try (var loop = new Loop(chat, "{\"spec\": {\"paused\": false}}")) {
        during(LONG, () -> assertHeld(chat));
        assertThat(loop.turns.get()).isGreaterThan(20);
      }

      assertThat(operator.requests() - before).as("requests in that time").isLessThan(60);
      assertThat(Expect.states(chat)).containsExactly(ChangeState.Held);
      assertThat(chat.rolledOut()).containsExactly("chat:41");
    }
  }

  @Test
  void twoThatFightOverTheImageStayHeldAndAreToldOnce(World world) {
    try (var operator = new CutOffOperator(world.cluster())) {
      var dc1 = world.datacenter("dc1");
      var chat = dc1.runs("chat:41");
      dc1.window();
      var fault = dc1.fault("lb-error");
      world.alice().setsImage(chat, "chat:42");
      assertHeld(chat).because(fault);
      var before = operator.requests();

      try (var loop = new Loop(chat, image("chat:43"), image("chat:42"))) {
        during(
            LONG,
            () -> {
              assertHeld(chat);
              assertThat(chat.changes()).hasSizeLessThan(FEW_CHANGES);
            });
        assertThat(loop.turns.get()).isGreaterThan(20);
      }

      assertThat(operator.requests() - before).as("requests in that time").isLessThan(250);
      assertThat(chat.rolledOut()).containsExactly("chat:41");
      assertToldOnce(chat);

      fault.resolve();
      var last = chat.image();
      awaitRolledOut(chat, last);
      eventually(() -> assertThat(Expect.states(chat)).containsOnlyOnce(ChangeState.Completed));
      assertThat(chat.rolledOut()).containsExactly("chat:41", last);
    }
  }

  private static void assertToldOnce(App chat) {
    eventually(() ->
        assertThat(
                chat.client().v1().events().inNamespace(chat.namespace()).list().getItems().stream()
                    .filter(e -> e.getReason().equals("RolloutFlapping")))
            .singleElement()
            .satisfies(e -> assertThat(e.getCount()).isEqualTo(1)));
  }
}
