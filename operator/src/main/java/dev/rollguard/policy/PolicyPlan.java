package dev.rollguard.policy;

import dev.rollguard.policy.PolicyWrite.Create;
import dev.rollguard.policy.PolicyWrite.Delete;
import dev.rollguard.policy.PolicyWrite.Replace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must be written so that the cluster equals what was compiled: policies before bindings, and
 * deletions the other way round, after everything else. So no binding is ever without its policy,
 * and a window that changes its mode is never without both.
 */
final class PolicyPlan {
  private PolicyPlan() {}

  static List<PolicyWrite> of(
      SortedMap<PolicyKey, HasMetadata> desired, Map<PolicyKey, HasMetadata> live) {
    var writes = new ArrayList<PolicyWrite>();
    desired.forEach((key, object) -> {
      var found = live.get(key);
      if (found == null) {
        writes.add(new Create(key, object));
      } else if (!same(found, object)) {
        writes.add(new Replace(key, found, object));
      }
    });
    var extra = new TreeMap<>(live);
    extra.keySet().removeAll(desired.keySet());
    extra.descendingMap().forEach((key, object) -> writes.add(new Delete(key, object)));
    return List.copyOf(writes);
  }

  /** What others add to the metadata is theirs; the specification and our labels are ours. */
  static boolean same(HasMetadata live, HasMetadata desired) {
    return spec(live).equals(spec(desired))
        && live.getMetadata()
            .getLabels()
            .entrySet()
            .containsAll(desired.getMetadata().getLabels().entrySet());
  }

  private static Object spec(HasMetadata object) {
    return switch (object) {
      case MutatingAdmissionPolicy policy -> policy.getSpec();
      case MutatingAdmissionPolicyBinding binding -> binding.getSpec();
      case ValidatingAdmissionPolicy policy -> policy.getSpec();
      case ValidatingAdmissionPolicyBinding binding -> binding.getSpec();
      default -> throw new IllegalArgumentException(object.getKind());
    };
  }

  /** The name of the policy that the object is, or is bound to. */
  static String policyOf(HasMetadata object) {
    return switch (object) {
      case MutatingAdmissionPolicyBinding binding -> binding.getSpec().getPolicyName();
      case ValidatingAdmissionPolicyBinding binding -> binding.getSpec().getPolicyName();
      default -> object.getMetadata().getName();
    };
  }
}
