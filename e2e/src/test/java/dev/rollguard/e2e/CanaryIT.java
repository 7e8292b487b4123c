package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitReleased;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.ExpectCanary.assertCanaryFailed;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitHealthyCanary;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitNoClone;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CanaryMode;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.e2e.harness.Behaviour;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.Queries;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.Template;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A few pods run the change first, beside the held Deployment. What they report decides: the real
 * Prometheus is asked about pods that do what the test says.
 */
@Scenario
class CanaryIT {
  @Test
  void aCanaryThatDoesWellReleasesTheChangeAndIsGone(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).all(Behaviour.good());
    var errors = errors(world);
    dc1.window(w -> w.canary(c -> c.check(errors)));

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because("canary");
    awaitClone(chat, "chat:42");
    var canary = awaitHealthyCanary(chat);
    assertThat(canary.getMode()).isEqualTo(CanaryMode.Clone);
    assertThat(canary.getDeployment()).isEqualTo("chat-canary");
    assertThat(chat.rolledOut()).as("beside its canary").containsExactly("chat:41");
    awaitRolledOut(chat, "chat:42");
    var change = awaitChange(chat, ChangeState.Completed);
    assertThat(change.getStatus().getGates()).anyMatch(g -> g.startsWith("canary: passed"));
    assertThat(change.getStatus().getCanary().getVerdict()).isEqualTo(CheckVerdict.Pass);
    assertThat(change.getStatus().getCanary().getEndTime()).isNotNull();
    assertThat(awaitRun(chat, CheckVerdict.Pass).getStatus().getChecks())
        .singleElement()
        .satisfies(c -> assertThat(c.getSamples()).hasSize(3).allMatch(s -> s.startsWith("Pass ")));
    awaitNoClone(chat);
    assertThat(chat.runs()).hasSize(1);
  }

  @Test
  void aCanaryWithErrorsFailsAndNothingRollsOut(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).canary(Behaviour.bad());
    var errors = errors(world);
    dc1.window(w -> w.canary(c -> c.check(errors)));

    world.alice().setsImage(chat, "chat:42");

    assertCanaryFailed(chat, errors.title());
    assertHeld(chat).because("nothing was rolled out");
    awaitNoClone(chat);
    assertStaysHeld(chat, Duration.ofSeconds(2));
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    assertThat(chat.runs()).hasSize(1);
  }

  @Test
  void describingTheChangeShowsTheLineOfEveryGateWithItsSamples(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat);
    var tests =
        world.template("tests", t -> t.query("vector(0.25)", "value < 1").initialDelay("0s"));
    var errors = errors(world);
    dc1.window(w -> w.preTest(tests).canary(c -> c.check(errors)));

    world.alice().setsImage(chat, "chat:42");
    awaitRolledOut(chat, "chat:42");

    assertThat(world.alice().does(chat, "describe", "changes").output())
        .containsPattern(
            "preTests: passed, .*" + tests.title() + " passed: .*Pass " + CLOCK + " value 0.25")
        .containsPattern("canary: passed, .*" + errors.title() + ".*Pass " + CLOCK + " value 0.001")
        .contains("faults: ");
  }

  private static final String CLOCK = "\\d\\d:\\d\\d:\\d\\dZ";

  @Test
  void afterAFailedCanaryTheSameIsTriedAgainWithTheCommandThatTheMessageNames(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    var traffic = world.traffic(chat).canary(Behaviour.bad());
    var errors = errors(world);
    dc1.window(w -> w.canary(c -> c.check(errors)));
    world.alice().setsImage(chat, "chat:42");
    assertCanaryFailed(chat, "try the same again with: kubectl ");
    awaitNoClone(chat);
    traffic.canary(Behaviour.good());

    world.alice().does(chat, command(assertHeld(chat).change().getStatus().getMessage()));

    awaitRolledOut(chat, "chat:42");
    assertThat(chat.rolledOut()).containsExactly("chat:41", "chat:42");
  }

  private static String[] command(String message) {
    var named = Pattern.compile("try the same again with: kubectl (.+?)[.]?$").matcher(message);
    assertThat(named.find()).as(message).isTrue();
    return named.group(1).replace("'", "").split(" "); // as a shell does it
  }

  /** Nothing can be divided by a baseline of zero; that must not look like "no difference". */
  @Test
  void errorsInTheCanaryFailItThoughTheStablePodsHaveNone(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).stable(Behaviour.flawless()).canary(Behaviour.flawless().failing(0.02));
    var compared =
        world.template(
            "compared", t -> t.compare(Queries.CANARY_ERRORS, Queries.STABLE_ERRORS, 6).times(8));
    dc1.window(w -> w.canary(c -> c.check(compared)));

    world.alice().setsImage(chat, "chat:42");

    assertCanaryFailed(chat, compared.title());
    assertThat(chat.rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aCanaryThatIsNoWorseThanTheStablePodsIsReleasedThoughBothAreNoisy(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).all(Behaviour.good().noisy(0.2));
    var compared =
        world.template(
            "compared", t -> t.compare(Queries.CANARY_LATENCY, Queries.STABLE_LATENCY, 6).times(8));
    dc1.window(w -> w.canary(c -> c.check(compared)));

    world.alice().setsImage(chat, "chat:42");

    awaitRolledOut(chat, "chat:42");
  }

  @Test
  void aRollbackNeedsNoCanary(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window("before", w -> w);
    world.alice().setsImage(chat, "chat:42");
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
    dc1.window("with-canary", w -> w.canary(c -> c.soak("1h").deadline("2h")));

    world.alice().undoes(chat);

    awaitRolledOut(chat, "chat:41");
    assertThat(chat.clones()).isEmpty();
  }

  @Test
  void ofANewDeploymentThereIsNothingBesideWhichACanaryCouldRun(World world) {
    var dc1 = world.datacenter("dc1");
    dc1.window(w -> w.canary(c -> c.soak("1h").deadline("2h")));

    var chat = dc1.create("chat", "chat:41", d -> d);

    awaitRolledOut(chat, "chat:41");
    assertThat(chat.clones()).isEmpty();
  }

  @Test
  void aFailedCanaryMayTakeTheChangeBack(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    world.traffic(chat).canary(Behaviour.bad());
    var errors = errors(world);
    dc1.window(w -> w.canary(c -> c.check(errors).reverting()));

    world.alice().setsImage(chat, "chat:42");

    eventually(() -> assertThat(chat.image()).isEqualTo("chat:41"));
    awaitReleased(chat);
    var change = awaitChange(chat, ChangeState.Cancelled);
    assertThat(change.getStatus().getReason()).isEqualTo("CanaryFailed");
    assertThat(change.getStatus().getMessage()).contains(errors.title());
    awaitNoClone(chat);
    assertThat(chat.rolledOut()).containsExactly("chat:41");
    assertThat(Expect.states(chat)).containsExactly(ChangeState.Cancelled);
  }

  /** Less than one error in twenty requests. */
  private static Template errors(World world) {
    return world.template("errors", t -> t.query(Queries.CANARY_ERRORS, "value < 0.05"));
  }
}
