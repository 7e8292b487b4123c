package dev.rollguard.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A right that was just granted is in force only once the API server's authorizer has seen it. */
public final class Grants {
  private static final String RBAC = "rbac.authorization.k8s.io";

  private Grants() {}

  /** The user has the cluster role in a namespace. */
  public static RoleBinding in(String namespace, String name, String role, String user) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withNewRoleRef(RBAC, "ClusterRole", role)
        .addNewSubject(RBAC, "User", user, null)
        .build();
  }

  /** The user has the cluster role everywhere. */
  public static ClusterRoleBinding everywhere(String name, String role, String user) {
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewRoleRef(RBAC, "ClusterRole", role)
        .addNewSubject(RBAC, "User", user, null)
        .build();
  }

  /** Waits until the user has the cluster role; without a namespace, everywhere. */
  static void await(KubernetesClient admin, String user, String role, String namespace) {
    var rules = admin.rbac().clusterRoles().withName(role).require().getRules();
    Expect.eventually(() ->
        assertThat(rules)
            .as("rules of %s that are in force for %s", role, user)
            .filteredOn(r -> !r.getResources().isEmpty())
            .first()
            .satisfies(r -> assertThat(isAllowed(admin, user, r, namespace)).isTrue()));
  }

  private static boolean isAllowed(
      KubernetesClient admin, String user, PolicyRule rule, String namespace) {
    var resource = rule.getResources().getFirst().split("/", 2);
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withGroup(rule.getApiGroups().getFirst())
            .withResource(resource[0])
            .withSubresource(resource.length > 1 ? resource[1] : "")
            .withVerb(rule.getVerbs().getLast())
            .endResourceAttributes()
            .endSpec()
            .build();
    return Boolean.TRUE.equals(admin.resource(review).create().getStatus().getAllowed());
  }
}
