package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.within;
import static dev.rollguard.e2e.harness.ExpectCanary.assertCanaryFailed;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitClone;
import static dev.rollguard.e2e.harness.Requests.ask;
import static dev.rollguard.e2e.harness.Requests.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.e2e.harness.Expect;
import dev.rollguard.e2e.harness.Requests;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is stuck at the head of the queue, the others pass; and a canary is in motion, too. */
@Scenario
class QueueIT {
  /** Whoever may go now goes at once; a recheck a minute later would be no answer. */
  private static final Duration PROMPTLY = Duration.ofSeconds(30);

  private static final Duration ALL_OF_FIFTY = Duration.ofMinutes(8);

  @Test
  void ofFiftyTheTwoThatAreHeldForGoodStepAside(World world) {
    var dc1 = world.datacenter("dc1");
    var paused = dc1.create("paused", "chat:41", d -> d);
    var unapproved = dc1.create("unapproved", "chat:41", labelled("approvals", "wanted"));
    var others =
        IntStream.range(0, 48)
            .parallel()
            .mapToObj(i -> dc1.create("chat-" + i, "chat:41", one()))
            .toList();
    Stream.concat(Stream.of(paused, unapproved), others.stream())
        .forEach(app -> awaitRolledOut(app, "chat:41"));
    dc1.window(w -> w.concurrency(1, "0s"));
    dc1.window(
        "approved", w -> w.covering("approvals", "wanted").spec(s -> approval(s.getGates())));
    var motion = world.motion(dc1);

    var fault = dc1.fault("lb-error");
    world.alice().applies(paused, paused.manifest("chat:42"));
    assertHeld(paused).because(fault);
    world.alice().applies(paused, paused.manifest("chat:42", true));
    assertHeld(paused).because("is paused by its owner");
    ask(unapproved, "chat:42", "0s");
    assertHeld(unapproved).because("It steps aside for other changes until nothing else holds it.");
    others.forEach(app -> ask(app, "chat:42", "0s"));
    fault.resolve();

    within(
        ALL_OF_FIFTY,
        () ->
            assertThat(others)
                .allMatch(app -> Expect.states(app).equals(List.of(ChangeState.Completed))));
    assertThat(motion.most()).isEqualTo(1);
    assertHeld(unapproved).because("It steps aside for other changes until nothing else holds it.");
    assertHeld(paused).because("is paused by its owner");
    assertHeld(paused).because("It steps aside for other changes until nothing else holds it.");
    assertThat(List.of(paused, unapproved)).allMatch(app -> app.rolledOut().size() == 1);
  }

  @Test
  void aRolloutThatIsNeverReadyKeepsTheOthersUntilItHasFailed(World world) {
    var dc1 = world.datacenter("dc1");
    var stuck = dc1.runs("stuck", "chat:41", Requests.givingUpAfter(5));
    var next = dc1.runs("next", "chat:41");
    dc1.window(w -> w.concurrency(1, "0s"));
    ask(stuck, "chat:42", "24h");
    awaitChange(stuck, ChangeState.Released);

    ask(next, "chat:42", "0s");

    assertHeld(next).because("is in motion");
    awaitChange(stuck, ChangeState.Failed);
    within(PROMPTLY, () -> assertThat(next.rolledOut()).contains("chat:42"));
  }

  @Test
  void aCanaryHoldsItsTurnUntilItsRolloutHasEnded(World world) {
    var dc1 = world.datacenter("dc1");
    var apps = Stream.of("a", "b").map(name -> dc1.runs(name, "chat:41")).toList();
    dc1.window(w -> w.concurrency(1, "0s").canary(c -> c.soak("4s")));
    var motion = world.motion(dc1);
    ask(apps.getFirst(), "chat:42", "1s");
    awaitClone(apps.getFirst(), "chat:42");

    ask(apps.getLast(), "chat:42", "1s");

    assertHeld(apps.getLast()).because("is in motion");
    apps.forEach(app -> awaitChange(app, ChangeState.Completed));
    assertThat(motion.most()).isEqualTo(1);
    assertThat(motion.started()).containsExactly("a (canary)", "a", "b (canary)", "b");
  }

  @Test
  void aCanaryThatFailsGivesItsTurnBack(World world) {
    var dc1 = world.datacenter("dc1");
    var apps = Stream.of("a", "b").map(name -> dc1.runs(name, "chat:41")).toList();
    dc1.window(w -> w.concurrency(1, "0s").canary(c -> c.deadline("20s")));
    ask(apps.getFirst(), "chat:42", "24h");
    awaitClone(apps.getFirst(), "chat:42");
    ask(apps.getLast(), "chat:42", "0s");
    assertHeld(apps.getLast()).because("is in motion");

    assertCanaryFailed(apps.getFirst(), "nothing was rolled out");

    awaitRolledOut(apps.getLast(), "chat:42");
    assertThat(apps.getFirst().changes().getLast().getStatus().getTurnTime()).isNull();
    assertThat(apps.getFirst().rolledOut()).containsExactly("chat:41");
  }

  @Test
  void aDeploymentDeletedWithItsCanaryFreesItsTurn(World world) {
    var dc1 = world.datacenter("dc1");
    var apps = Stream.of("a", "b").map(name -> dc1.runs(name, "chat:41")).toList();
    dc1.window(w -> w.concurrency(1, "0s").canary(c -> c));
    ask(apps.getFirst(), "chat:42", "24h");
    awaitClone(apps.getFirst(), "chat:42");
    ask(apps.getLast(), "chat:42", "0s");
    assertHeld(apps.getLast()).because("is in motion");

    apps.getFirst().resource().delete();

    within(PROMPTLY, () -> assertThat(apps.getLast().clones()).isNotEmpty());
    awaitRolledOut(apps.getLast(), "chat:42");
  }

  private static UnaryOperator<DeploymentBuilder> one() {
    return d -> d.editSpec().withReplicas(1).endSpec();
  }

  private static void approval(dev.rollguard.api.v1alpha1.Gates gates) {
    var approval = new ApprovalGate();
    approval.setMinRisk(Risk.Low);
    approval.setCount(1);
    gates.getApprovals().add(approval);
  }
}
