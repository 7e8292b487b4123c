package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which bindings a policy gets: by the namespace's label, by the Deployment's own, and for the
 * default datacenter by the absence of both. No Deployment is in two of them, so none is evaluated
 * twice.
 */
final class Bindings {
  private Bindings() {}

  /** Name to selection, for a policy over these sorted datacenters. */
  static Map<String, MatchResources> of(
      String policy, Collection<String> datacenters, PolicyInput in) {
    var bindings = new LinkedHashMap<String, MatchResources>();
    bindings.put("namespaces." + policy, Selection.byNamespace(datacenters));
    bindings.put("deployments." + policy, Selection.byDeployment(datacenters));
    if (in.defaultDatacenter().filter(datacenters::contains).isPresent()) {
      bindings.put("defaults." + policy, Selection.byDefault());
    }
    return bindings;
  }

  /** One of them, for a policy that validates. */
  static HasMetadata validating(
      String name, String policy, List<String> actions, MatchResources selection) {
    return new ValidatingAdmissionPolicyBindingBuilder()
        .withMetadata(Names.meta(name))
        .withNewSpec()
        .withPolicyName(policy)
        .withValidationActions(actions)
        .withMatchResources(selection)
        .endSpec()
        .build();
  }
}
