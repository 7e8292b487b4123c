package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.assertHeld;
import static dev.rollguard.e2e.harness.Expect.assertStaysHeld;
import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.ExpectCanary.assertCanaryFailed;
import static dev.rollguard.e2e.harness.ExpectCanary.awaitRun;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.CanaryMode;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.CheckVerdict;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Behaviour;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Person;
import dev.rollguard.e2e.harness.Queries;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.Template;
import dev.rollguard.e2e.harness.Traffic;
import dev.rollguard.e2e.harness.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Git holds two Deployments, and GitOps applies both at once, again and again: the one that is
 * labelled as the canary rolls first, and the main one waits for it.
 */
@Scenario
class ExistingCanaryIT {
  /** The two, and what they report. */
  private record Pair(App main, App canary, Traffic traffic, Person gitOps) {
    static Pair running(World world, Datacenter datacenter) {
      var main = datacenter.runs("chat:41");
      var canary =
          datacenter.runs(
              "chat-canary",
              "chat:41",
              d -> d.editMetadata().addToLabels(Labels.CANARY_FOR, "chat").endMetadata());
      return new Pair(main, canary, world.traffic(canary), world.person("gitops"));
    }

    void apply(String image) {
      gitOps.appliesServerSide(main, main.manifest(image));
      var labelled =
          canary.draft(image).editMetadata().addToLabels(Labels.CANARY_FOR, "chat").endMetadata();
      gitOps.appliesServerSide(canary, App.yaml(labelled.build()));
    }
  }

  @Test
  void theLabelledDeploymentRollsFirstAndTheMainOneFollows(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = Pair.running(world, dc1);
    var errors = errors(world);
    dc1.window(w -> w.canary(c -> c.existing().soak("3s").check(errors)));

    chat.apply("chat:42");

    awaitRolledOut(chat.canary(), "chat:42");
    assertHeld(chat.main()).by("gitops");
    chat.apply("chat:42");
    awaitRolledOut(chat.main(), "chat:42");
    var canary = awaitChange(chat.main(), ChangeState.Completed).getStatus().getCanary();
    assertThat(canary.getMode()).isEqualTo(CanaryMode.Existing);
    assertThat(canary.getDeployment()).isEqualTo("chat-canary");
    awaitRun(chat.main(), CheckVerdict.Pass);
    assertThat(chat.main().clones()).isEmpty();
    assertThat(chat.canary().rolledOut()).containsExactly("chat:41", "chat:42");
  }

  @Test
  void aBadOneKeepsTheMainOneHeldHoweverOftenGitOpsApplies(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = Pair.running(world, dc1);
    chat.traffic().all(Behaviour.bad());
    var errors = errors(world);
    dc1.window(w -> w.canary(c -> c.existing().check(errors)));
    chat.apply("chat:42");
    assertCanaryFailed(chat.main(), errors.title());

    chat.apply("chat:42");
    chat.apply("chat:42");

    assertStaysHeld(chat.main(), Duration.ofSeconds(2));
    assertThat(chat.main().rolledOut()).containsExactly("chat:41");
    assertThat(chat.main().runs()).hasSize(1);

    chat.traffic().all(Behaviour.good());
    chat.apply("chat:43");

    awaitRolledOut(chat.main(), "chat:43");
    assertThat(chat.main().rolledOut()).containsExactly("chat:41", "chat:43");
  }

  @Test
  void withoutALabelledDeploymentTheMainOneIsHeldAndSaysWhatIsMissing(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.canary(c -> c.existing()));

    world.alice().setsImage(chat, "chat:42");

    assertHeld(chat).by("alice").because("rollguard.dev/canary-for=chat");
    assertStaysHeld(chat, Duration.ofSeconds(2));
  }

  private static Template errors(World world) {
    return world.template("errors", t -> t.query(Queries.CANARY_ERRORS, "value < 0.05"));
  }
}
