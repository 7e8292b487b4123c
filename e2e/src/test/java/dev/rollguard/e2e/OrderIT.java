package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One datacenter after the other: the next one takes what the first has run healthy for a while.
 */
@Scenario
class OrderIT {
  /** A second or two in an idle cluster; never the minute of the recheck. */
  private static final Duration PROMPTLY = Duration.ofSeconds(40);

  private World world;
  private Datacenter dc1;
  private Datacenter dc2;
  private App first;
  private App second;

  @BeforeEach
  void chatRunsInTwoDatacenters(World world) {
    this.world = world;
    dc1 = world.datacenter("dc1");
    dc2 = world.datacenter("dc2");
    first = dc1.create("chat", "chat:41", d -> d);
    second = dc2.create("chat", "chat:41", d -> d);
    awaitRolledOut(first, "chat:41");
    awaitRolledOut(second, "chat:41");
    dc1.window(w -> w.quietPeriod("1s"));
  }

  @Test
  void theSecondWaitsForTheFirstThenForItsSoakAndThenGoesAtOnce(World world) {
    dc2.window(w -> w.after(dc1, "20s"));

    ask(second, "chat:42", "0s");

    assertHeld(second)
        .because(
            dc1.name()
                + " comes first, and its Deployment/chat does not run this template healthy yet.");
    ask(first, "chat:42", "0s");
    assertHeld(second).because(dc1.name() + " comes first and has run it healthy since ");
    awaitRolledOut(second, "chat:42");
    var healthy = rolledOutAt(first);
    var released =
        Instant.parse(awaitChange(second, ChangeState.Completed).getStatus().getReleasedTime());
    assertThat(released).isBetween(healthy.plusSeconds(20), healthy.plusSeconds(20).plus(PROMPTLY));
  }

  @Test
  void withoutASoakItGoesAsSoonAsTheFirstIsHealthy(World world) {
    dc2.window(w -> w.after(dc1, "0s"));
    ask(second, "chat:42", "5s");
    assertHeld(second).because("comes first");

    ask(first, "chat:42", "5s");

    awaitRolledOut(first, "chat:42");
    within(PROMPTLY, () -> assertThat(second.rolledOut()).contains("chat:42"));
    var released =
        Instant.parse(awaitChange(second, ChangeState.Completed).getStatus().getReleasedTime());
    assertThat(released).isAfterOrEqualTo(rolledOutAt(first));
  }

  @Test
  void aFaultWhereItComesFirstStopsItAndItsEndStartsTheSoakAnew(World world) {
    dc2.window(w -> w.after(dc1, "25s"));
    ask(first, "chat:42", "0s");
    awaitRolledOut(first, "chat:42");
    var fault = dc1.fault("lb-error");

    ask(second, "chat:42", "0s");

    assertHeld(second).because(dc1.name() + " comes first, and " + fault.title());
    // Both times are whole seconds: within the same one nothing is counted anew.
    eventually(() -> assertThat(Instant.now()).isAfter(rolledOutAt(first).plusSeconds(2)));
    var before = Instant.now();
    fault.resolve();
    assertHeld(second).because("counted anew since a fault there ended");
    var change = awaitChange(second, ChangeState.Completed);
    assertThat(Instant.parse(change.getStatus().getReleasedTime()))
        .isAfterOrEqualTo(before.plusSeconds(24));
    awaitRolledOut(second, "chat:42");
  }

  @Test
  void twoThatWaitForEachOtherSaySoUntilOneOfTheWindowsIsMended(World world) {
    var mended = dc1.window("order", w -> w.after(dc2, "0s"));
    dc2.window(w -> w.after(dc1, "0s"));

    ask(first, "chat:42", "0s");
    ask(second, "chat:42", "0s");

    assertHeld(first)
        .because(
            "%s comes first, but its Deployment/chat waits for %s in turn"
                .formatted(dc2.name(), dc1.name()));
    assertHeld(second)
        .because(
            "%s comes first, but its Deployment/chat waits for %s in turn"
                .formatted(dc1.name(), dc2.name()));
    mended.edit(w -> w.getSpec().getGates().getAfter().clear());
    awaitRolledOut(first, "chat:42");
    awaitRolledOut(second, "chat:42");
  }

  @Test
  void aDeploymentThatTheFirstDoesNotHaveWaitsForNobody(World world) {
    var other = dc2.create("other", "other:1", d -> d);
    awaitRolledOut(other, "other:1");
    dc2.window(w -> w.after(dc1, "1h"));

    ask(other, "other:2", "0s");

    within(PROMPTLY, () -> assertThat(other.rolledOut()).contains("other:2"));
    assertThat(awaitChange(other, ChangeState.Completed).getStatus().getGates())
        .anyMatch(g -> g.startsWith("after: passed, " + dc1.name() + " has no Deployment/other."));
  }

  @Test
  void whatTheFirstHasLeftAgainIsNotTaken(World world) {
    dc2.window(w -> w.after(dc1, "1s"));
    ask(first, "chat:42", "0s");
    awaitRolledOut(first, "chat:42");
    ask(first, "chat:43", "0s");
    awaitRolledOut(first, "chat:43");

    ask(second, "chat:42", "0s");

    assertHeld(second).because("its Deployment/chat does not run this template healthy yet.");
    assertStaysHeld(second, Duration.ofSeconds(3));
  }

  @Test
  void scaledToNothingTheFirstTellsNothing(World world) {
    dc2.window(w -> w.after(dc1, "25s"));
    ask(first, "chat:42", "0s");
    awaitRolledOut(first, "chat:42");
    ask(second, "chat:42", "0s");
    assertHeld(second).because("has run it healthy since");

    world.alice().scales(first, 0);

    assertHeld(second).because("does not run this template healthy yet");
    assertStaysHeld(second, Duration.ofSeconds(3));
    world.alice().scales(first, 2);
    eventually(() -> assertThat(availableAt(first)).isAfter(rolledOutAt(first)));
    var change = awaitChange(second, ChangeState.Completed);
    assertThat(Instant.parse(change.getStatus().getReleasedTime()))
        .isAfterOrEqualTo(availableAt(first).plusSeconds(25));
  }

  @Test
  void whoGetsUnhealthyInTheSoakStartsItAnew(World world) {
    dc2.window(w -> w.after(dc1, "20s"));
    ask(first, "chat:42", "3s");
    awaitRolledOut(first, "chat:42");
    ask(second, "chat:42", "3s");
    assertHeld(second).because("has run it healthy since");

    pods(first).forEach(p -> first.client().resource(p).withGracePeriod(0).delete());

    eventually(() -> assertThat(availableAt(first)).isAfter(rolledOutAt(first)));
    var change = awaitChange(second, ChangeState.Completed);
    assertThat(Instant.parse(change.getStatus().getReleasedTime()))
        .isAfterOrEqualTo(availableAt(first).plusSeconds(20));
  }

  private static java.util.List<Pod> pods(App app) {
    return app.client()
        .pods()
        .inNamespace(app.namespace())
        .withLabel("app", app.name())
        .list()
        .getItems();
  }

  private static Instant rolledOutAt(App app) {
    return Instant.parse(
        app.condition("Progressing").map(DeploymentCondition::getLastUpdateTime).orElseThrow());
  }

  private static Instant availableAt(App app) {
    return Instant.parse(
        app.condition("Available").map(DeploymentCondition::getLastTransitionTime).orElseThrow());
  }
}
