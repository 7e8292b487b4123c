package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Mode;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Outcome;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Row 15: windows that refuse, and windows that only warn. */
@Scenario
class ModesIT {
  @Test
  void aWindowInModeDenyRefusesWithOneSentenceAndLetsScalingPass(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.mode(Mode.Deny));
    var fault = dc1.fault("lb-error");

    // What slips in before the new policy is in force would be paused: such a try changes nothing.
    eventually(() -> assertThat(tries(world, chat, "--dry-run=server").code()).isNotZero());
    var refused = tries(world, chat);

    assertThat(refused.code()).isNotZero();
    assertThat(refused.text()).contains("forbidden", fault.title() + " (Major) is open");
    assertThat(chat.image()).isEqualTo("chat:41");
    world.alice().scales(chat, 3);

    fault.resolve();
    eventually(() -> world.alice().setsImage(chat, "chat:99"));
    awaitRolledOut(chat, "chat:99");
  }

  private static Outcome tries(World world, App chat, String... flags) {
    var words = Stream.of("set", "image", "deployment/chat", "app=chat:42");
    return world.alice().tries(chat, Stream.concat(words, Stream.of(flags)).toArray(String[]::new));
  }

  @Test
  void aWindowInModeWarnWarnsAndRecordsWhoAskedAndHoldsNothing(World world) {
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat:41");
    dc1.window(w -> w.mode(Mode.Warn).closed());

    var answer = world.alice().does(chat, "set", "image", "deployment/chat", "app=chat:42");

    assertThat(answer.text()).contains("Warning:", "is closed");
    awaitRolledOut(chat, "chat:42");
    eventually(() ->
        assertThat(chat.changes())
            .filteredOn(c -> c.getStatus().getState() == ChangeState.Completed)
            .extracting(c -> c.getSpec().getRequestedBy())
            .containsExactly("alice"));
    var change = chat.changes().getLast();
    assertThat(change.getSpec().getDiff())
        .containsExactly("container app: image chat:41 → chat:42");
    assertThat(change.getStatus().getGates())
        .anySatisfy(line -> assertThat(line).startsWith("schedule: ").contains("is closed"));
  }
}
