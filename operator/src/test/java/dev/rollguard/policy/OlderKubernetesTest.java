package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.hold;
import static dev.rollguard.policy.Inputs.input;
import static dev.rollguard.policy.Inputs.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.schedule.Schedule;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The mock's discovery names no MutatingAdmissionPolicy, as Kubernetes 1.30 to 1.35. */
@EnableKubernetesMockClient(crud = true)
class OlderKubernetesTest {
  @SuppressWarnings("NullAway.Init")
  static KubernetesClient client;

  @Test
  void aHoldWindowSaysWhatItNeedsAndTheOthersWork() {
    var clock = InstantSource.system();
    try (var applier =
        new PolicyApplier(
            client,
            () ->
                input(
                    clock.instant(),
                    hold("holds", "dc1"),
                    window("denies", "dc1", Mode.Deny, Schedule.always())),
            clock,
            () -> true,
            () -> {})) {
      applier.start();

      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() ->
              assertThat(applier.enforcement().of("denies", 1))
                  .isEqualTo(new Enforcement.Enforced()));

      assertThat(applier.enforcement().of("holds", 1))
          .isEqualTo(new Enforcement.NeedsKubernetes136());
      assertThat(client.resources(ValidatingAdmissionPolicy.class).list().getItems()).hasSize(1);
    }
  }
}
