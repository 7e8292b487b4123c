package dev.rollguard.policy;

import static dev.rollguard.policy.PolicyKind.MutatingAdmissionPolicy;
import static dev.rollguard.policy.PolicyKind.MutatingAdmissionPolicyBinding;
import static dev.rollguard.policy.PolicyKind.ValidatingAdmissionPolicy;
import static dev.rollguard.policy.PolicyKind.ValidatingAdmissionPolicyBinding;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The chart's policies without which a hold does not last: one keeps what is held, one has the last
 * look. The operator does not write them; it only says when they are gone.
 *
 * @param found what is there of the chart; empty while that is not known yet
 */
record ChartPolicies(Optional<Map<PolicyKey, HasMetadata>> found) {
  private static final List<PolicyKey> OF_HOLDS =
      List.of(
          new PolicyKey(MutatingAdmissionPolicy, "keep.hold.rollguard.dev"),
          new PolicyKey(ValidatingAdmissionPolicy, "held.rollguard.dev"),
          new PolicyKey(MutatingAdmissionPolicyBinding, "keep.hold.rollguard.dev"),
          new PolicyKey(ValidatingAdmissionPolicyBinding, "held.rollguard.dev"));

  /** Whether it is known what a window needs whose own policies are these. */
  boolean known(Set<PolicyKey> own) {
    return found.isPresent() || neededBeside(own).isEmpty();
  }

  /** What is missing beside these, in one sentence. */
  Optional<String> missing(Set<PolicyKey> own) {
    return found.flatMap(there ->
        neededBeside(own).stream()
            .filter(key -> !there.containsKey(key))
            .findFirst()
            .map(key -> key.title() + " is missing: run helm upgrade."));
  }

  /** Since when those that are needed beside these are as they are. */
  Stream<Instant> since(Set<PolicyKey> own, Instant now) {
    return neededBeside(own).stream()
        .flatMap(key -> found.map(there -> there.get(key)).stream())
        .map(object -> LastWrite.of(object, now));
  }

  private static List<PolicyKey> neededBeside(Set<PolicyKey> own) {
    return own.stream().anyMatch(key -> key.kind().mutating()) ? OF_HOLDS : List.of();
  }
}
