package dev.rollguard.policy;

import static dev.rollguard.policy.Inputs.NOW;
import static dev.rollguard.policy.Inputs.hold;
import static dev.rollguard.policy.Inputs.input;
import static dev.rollguard.policy.Inputs.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.schedule.Schedule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyPlanTest {
  private static final SortedMap<PolicyKey, HasMetadata> HOLDS =
      PolicyCompiler.compile(input(NOW, hold("nights", "dc1"))).objects();
  private static final SortedMap<PolicyKey, HasMetadata> DENIES =
      PolicyCompiler.compile(input(NOW, window("nights", "dc1", Mode.Deny, Schedule.always())))
          .objects();

  @Test
  void policiesAreCreatedBeforeTheirBindings() {
    assertThat(PolicyPlan.of(HOLDS, Map.of()))
        .extracting(PolicyPlanTest::text)
        .containsExactly(
            "create MutatingAdmissionPolicy/hold.rollguard.dev",
            "create MutatingAdmissionPolicyBinding/deployments.hold.rollguard.dev",
            "create MutatingAdmissionPolicyBinding/namespaces.hold.rollguard.dev");
  }

  @Test
  void bindingsAreDeletedBeforeTheirPoliciesAndAfterWhatReplacesThem() {
    assertThat(PolicyPlan.of(DENIES, HOLDS))
        .extracting(PolicyPlanTest::text)
        .containsExactly(
            "create ValidatingAdmissionPolicy/nights.deny.rollguard.dev",
            "create ValidatingAdmissionPolicyBinding/deployments.nights.deny.rollguard.dev",
            "create ValidatingAdmissionPolicyBinding/namespaces.nights.deny.rollguard.dev",
            "delete MutatingAdmissionPolicyBinding/namespaces.hold.rollguard.dev",
            "delete MutatingAdmissionPolicyBinding/deployments.hold.rollguard.dev",
            "delete MutatingAdmissionPolicy/hold.rollguard.dev");
  }

  @Test
  void whatIsEqualIsNotWrittenWhateverOthersPutIntoItsMetadata() {
    var live = copy(HOLDS);
    live.values()
        .forEach(o -> {
          o.getMetadata().setResourceVersion("7");
          o.getMetadata().getLabels().put("theirs", "yes");
          o.getMetadata().setAnnotations(Map.of("theirs", "yes"));
        });

    assertThat(PolicyPlan.of(HOLDS, live)).isEmpty();
  }

  @Test
  void aChangedSpecificationOrALostLabelOfOursIsWritten() {
    var live = copy(HOLDS);
    var policy = (MutatingAdmissionPolicy) live.firstEntry().getValue();
    policy.getSpec().setFailurePolicy("Ignore");
    live.lastEntry().getValue().getMetadata().getLabels().remove("app.kubernetes.io/part-of");

    assertThat(PolicyPlan.of(HOLDS, live))
        .extracting(PolicyPlanTest::text)
        .containsExactly(
            "update MutatingAdmissionPolicy/hold.rollguard.dev",
            "update MutatingAdmissionPolicyBinding/namespaces.hold.rollguard.dev");
  }

  private static TreeMap<PolicyKey, HasMetadata> copy(SortedMap<PolicyKey, HasMetadata> objects) {
    var copy = new TreeMap<PolicyKey, HasMetadata>();
    objects.forEach((key, object) -> copy.put(key, Serialization.clone(object)));
    return copy;
  }

  private static String text(PolicyWrite write) {
    return write.verb() + " " + write.key().title();
  }

  @Test
  void anEmptyPlanForNothing() {
    assertThat(PolicyPlan.of(new TreeMap<>(), Map.of())).isEqualTo(List.of());
  }
}
