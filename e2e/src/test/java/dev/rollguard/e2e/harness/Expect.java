package dev.rollguard.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What scenarios expect, and how they wait for it. */
public final class Expect {
  private static final Duration POLL = Duration.ofMillis(75);

  /** Nothing takes that long; a busy machine may make it so. */
  private static final Duration AT_MOST = Duration.ofSeconds(120);

  static {
    // An operator that a test ends in its own process may leave a thread behind that fails.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  private Expect() {}

  /** Waits until the assertion holds. What it looks at need not be there yet. */
  public static void eventually(ThrowingRunnable assertion) {
    within(AT_MOST, assertion);
  }

  public static void within(Duration atMost, ThrowingRunnable assertion) {
    await()
        .pollInterval(POLL)
        .pollDelay(Duration.ZERO)
        .atMost(atMost)
        .ignoreExceptions()
        .untilAsserted(assertion);
  }

  /** The assertion holds all the time. */
  public static void during(Duration time, ThrowingRunnable assertion) {
    await()
        .pollInterval(POLL)
        .pollDelay(Duration.ZERO)
        .during(time)
        .atMost(time.plus(AT_MOST))
        .failFast("The assertion holds.", assertion)
        .untilAsserted(assertion);
  }

  /** It is held at this very moment, not only soon. */
  public static HeldAssert assertHeld(App app) {
    return new HeldAssert(app);
  }

  /** It is held, and nothing moves, for this long. */
  public static void assertStaysHeld(App app, Duration time) {
    var rolledOut = app.rolledOut();
    during(
        time,
        () -> {
          assertHeld(app);
          assertThat(app.rolledOut()).isEqualTo(rolledOut);
        });
  }

  /** The hold ends. */
  public static void awaitReleased(App app) {
    eventually(() -> assertReleased(app));
  }

  public static void assertReleased(App app) {
    var deployment = app.get();
    assertThat(App.isHeld(deployment)).as(app.title() + " carries the hold's label").isFalse();
    assertThat(isPaused(deployment)).as(app.title() + " is paused").isFalse();
  }

  static boolean isPaused(Deployment deployment) {
    return Boolean.TRUE.equals(deployment.getSpec().getPaused());
  }

  /** All pods run the image, and the Deployment's rollout is finished. */
  public static void awaitRolledOut(App app, String image) {
    eventually(() -> {
      var deployment = app.get();
      var status = deployment.getStatus();
      assertThat(App.image(deployment)).isEqualTo(image);
      assertThat(status.getObservedGeneration())
          .isEqualTo(deployment.getMetadata().getGeneration());
      assertThat(List.of(or0(status.getUpdatedReplicas()), or0(status.getAvailableReplicas())))
          .as("updated and available replicas of " + app.title())
          .containsOnly(deployment.getSpec().getReplicas());
      assertThat(or0(status.getReplicas())).isEqualTo(deployment.getSpec().getReplicas());
      assertThat(app.rolledOut().getLast()).isEqualTo(image);
    });
  }

  private static int or0(@org.jspecify.annotations.Nullable Integer number) {
    return number == null ? 0 : number;
  }

  /** The newest Change comes into this state. */
  public static Change awaitChange(App app, ChangeState state) {
    eventually(
        () -> assertThat(states(app)).as("the Changes of " + app.title()).last().isEqualTo(state));
    return app.changes().getLast();
  }

  /** The states of its Changes, in the order in which they were asked for. */
  public static List<ChangeState> states(App app) {
    return app.changes().stream().map(c -> c.getStatus().getState()).toList();
  }

  /** Its record says whether the approval counts, and why. */
  public static void awaitCounted(App app, String approval, boolean counted, String why) {
    eventually(() -> {
      var status = app.approval(approval).getStatus();
      assertThat(status.getMessage()).as("what Approval/%s says", approval).contains(why);
      assertThat(status.getCounted()).isEqualTo(counted);
    });
  }
}
