package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.awaitChange;
import static dev.rollguard.e2e.harness.Expect.awaitRolledOut;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static dev.rollguard.e2e.harness.Expect.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.e2e.harness.App;
import dev.rollguard.e2e.harness.Datacenter;
import dev.rollguard.e2e.harness.Scenario;
import dev.rollguard.e2e.harness.World;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A policy that somebody deletes comes back; a change that slipped in is stopped and recorded. */
@Scenario
@Isolated
@Tag("disruptive")
class UnguardedIT {
  private static final String BINDING = "namespaces.hold.rollguard.dev";

  /** In seconds: longer than the operator takes to start on a busy machine. */
  private static final int MINUTES = 300;

  /** Row 17. */
  @Test
  void aDeletedBindingIsBackAtOnce(World world) {
    world.datacenter("dc1").window();
    var bindings = world.cluster().admin().admissionRegistration().v1();
    var before = bindings.mutatingAdmissionPolicyBindings().withName(BINDING).require();

    bindings.mutatingAdmissionPolicyBindings().withName(BINDING).delete();

    within(
        Duration.ofSeconds(3),
        () -> {
          var now = bindings.mutatingAdmissionPolicyBindings().withName(BINDING).get();
          assertThat(now).isNotNull();
          assertThat(now.getMetadata().getUid()).isNotEqualTo(before.getMetadata().getUid());
        });
  }

  /** Row 17. The operator is faster than the API server forgets, so it has to be down for this. */
  @Test
  void aChangeThatSlippedInIsPausedAndRecorded(World world) {
    assumeTrue(world.cluster().ours());
    var dc1 = world.datacenter("dc1");
    var chat = dc1.runs("chat", "chat:41", d -> d.editSpec().withReplicas(4).endSpec());
    var window = dc1.window();
    var fault = dc1.fault("lb-error");
    eventually(() ->
        assertThat(fault.open())
            .hasValueSatisfying(c -> assertThat(c.getStatus()).isEqualTo("True")));
    world.cluster().killOperator();
    try {
      world
          .cluster()
          .admin()
          .admissionRegistration()
          .v1()
          .mutatingAdmissionPolicyBindings()
          .withName(BINDING)
          .delete();
      awaitNothingIsHeld(dc1);
      paced(chat, MINUTES);
      world.alice().setsImage(chat, "chat:42");
      eventually(() -> assertThat(chat.rolledOut()).contains("chat:42"));
    } finally {
      world.cluster().startOperator();
    }

    eventually(() -> assertThat(chat.get().getSpec().getPaused()).isTrue());
    eventually(() -> assertThat(chat.changes()).singleElement().satisfies(UnguardedIT::unguarded));
    eventually(
        () -> assertThat(window.get().getStatus().getSummary()).contains("came in unguarded"));

    fault.resolve();
    paced(chat, 0);
    awaitRolledOut(chat, "chat:42");
    awaitChange(chat, ChangeState.Completed);
  }

  /** How long a new pod must be ready before the rollout goes on: no rollout by itself. */
  private static void paced(App chat, int seconds) {
    var patch = "{\"spec\": {\"minReadySeconds\": %d}}".formatted(seconds);
    chat.resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** API servers forget a policy within about a second. */
  private static void awaitNothingIsHeld(Datacenter datacenter) {
    var attempt = new AtomicInteger();
    eventually(() -> {
      var probe = datacenter.create("probe-" + attempt.incrementAndGet(), "probe:1", d -> d);
      assertThat(probe.isHeld()).isFalse();
    });
  }

  private static void unguarded(Change change) {
    assertThat(change.getStatus().getState()).isEqualTo(ChangeState.Held);
    assertThat(change.getStatus().getConditions())
        .anyMatch(
            c -> c.getType().equals(ConditionTypes.UNGUARDED) && c.getStatus().equals("True"));
  }
}
