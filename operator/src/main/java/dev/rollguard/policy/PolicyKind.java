package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;

/** The kinds that are compiled to, in the order in which they are created. */
public enum PolicyKind {
  MutatingAdmissionPolicy(MutatingAdmissionPolicy.class),
  ValidatingAdmissionPolicy(ValidatingAdmissionPolicy.class),
  MutatingAdmissionPolicyBinding(MutatingAdmissionPolicyBinding.class),
  ValidatingAdmissionPolicyBinding(ValidatingAdmissionPolicyBinding.class);

  private final Class<? extends HasMetadata> type;

  PolicyKind(Class<? extends HasMetadata> type) {
    this.type = type;
  }

  Class<? extends HasMetadata> type() {
    return type;
  }

  /** Whether it needs an API server that serves MutatingAdmissionPolicy v1 (Kubernetes 1.36). */
  boolean mutating() {
    return this == MutatingAdmissionPolicy || this == MutatingAdmissionPolicyBinding;
  }
}
