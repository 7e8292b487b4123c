package dev.rollguard.e2e.harness;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CanaryStatus;
import dev.rollguard.api.v1alpha1.CheckRun;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Optional;

/** What scenarios expect of canaries and of runs of checks. */
public final class ExpectCanary {
  private ExpectCanary() {}

  /** The operator's clone is there and runs the image. */
  public static Deployment awaitClone(App app, String image) {
    eventually(() ->
        assertThat(app.clones())
            .as("clones of " + app.title())
            .singleElement()
            .satisfies(c -> assertThat(App.image(c)).isEqualTo(image)));
    return app.clones().getFirst();
  }

  /** The clone's pods are ready, and the Change says so. */
  public static CanaryStatus awaitHealthyCanary(App app) {
    eventually(() ->
        assertThat(canary(app))
            .as("the canary of " + app.title())
            .hasValueSatisfying(c -> assertThat(c.getHealthyTime()).isNotNull()));
    return canary(app).orElseThrow();
  }

  /** No clone is left, and none of its pods. */
  public static void awaitNoClone(App app) {
    eventually(() -> {
      assertThat(app.clones()).as("clones of " + app.title()).isEmpty();
      assertThat(app.canaryPods()).as("pods of clones of " + app.title()).isEmpty();
    });
  }

  /** The canary of the newest Change failed, and the Change says why. */
  public static void assertCanaryFailed(App app, String why) {
    Expect.assertHeld(app).because(why);
    eventually(() -> {
      var status = app.changes().getLast().getStatus();
      assertThat(status.getReason()).isEqualTo("CanaryFailed");
      assertThat(status.getCanary().getVerdict()).isEqualTo(CheckVerdict.Fail);
    });
  }

  /** The newest run of checks has its verdict. */
  public static CheckRun awaitRun(App app, CheckVerdict verdict) {
    eventually(() ->
        assertThat(app.runs())
            .as("runs for " + app.title())
            .isNotEmpty()
            .last()
            .satisfies(r -> assertThat(r.getStatus().getVerdict()).isEqualTo(verdict)));
    return app.runs().getLast();
  }

  /** How far the canary of the newest Change is. */
  public static Optional<CanaryStatus> canary(App app) {
    return Optional.of(app.changes())
        .filter(changes -> !changes.isEmpty())
        .map(changes -> changes.getLast().getStatus().getCanary());
  }
}
