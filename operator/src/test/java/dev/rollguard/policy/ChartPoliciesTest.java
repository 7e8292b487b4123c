package dev.rollguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBindingBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChartPoliciesTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Set<PolicyKey> HOLDS =
      Set.of(new PolicyKey(PolicyKind.MutatingAdmissionPolicy, Names.HOLD));
  private static final Set<PolicyKey> DENIES =
      Set.of(new PolicyKey(PolicyKind.ValidatingAdmissionPolicy, "dc1.deny.rollguard.dev"));

  private static final ChartPolicies UNKNOWN = new ChartPolicies(Optional.empty());
  private static final ChartPolicies NONE = new ChartPolicies(Optional.of(Map.of()));

  @Test
  void aHoldNeedsTheChartsPoliciesAndTheirBindings() {
    var found = new HashMap<PolicyKey, HasMetadata>();
    for (var name : Set.of("keep.hold.rollguard.dev", "held.rollguard.dev")) {
      for (var kind : PolicyKind.values()) {
        found.put(new PolicyKey(kind, name), new MutatingAdmissionPolicyBindingBuilder().build());
      }
    }
    assertThat(new ChartPolicies(Optional.of(found)).missing(HOLDS)).isEmpty();

    found.remove(new PolicyKey(PolicyKind.ValidatingAdmissionPolicyBinding, "held.rollguard.dev"));

    assertThat(new ChartPolicies(Optional.of(found)).missing(HOLDS))
        .contains(
            "ValidatingAdmissionPolicyBinding/held.rollguard.dev is missing: run helm upgrade.");
  }

  @Test
  void aRefusalNeedsNoneOfThem() {
    assertThat(NONE.missing(DENIES)).isEmpty();
    assertThat(UNKNOWN.known(DENIES)).isTrue();
    assertThat(NONE.since(DENIES, NOW)).isEmpty();
  }

  @Test
  void nothingIsCalledMissingBeforeItIsKnown() {
    assertThat(UNKNOWN.missing(HOLDS)).isEmpty();
    assertThat(UNKNOWN.known(HOLDS)).isFalse();
  }
}
