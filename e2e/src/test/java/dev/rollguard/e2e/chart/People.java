package dev.rollguard.e2e.chart;

import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;

/**
 * Who writes in these tests: alice deploys, bob is on call, carol runs the platform. Each is a real
 * user for the API server, with the rights of the roles that the chart or Kubernetes brings.
 */
final class People {
  private static final String NAMESPACES = "e2e-namespaces";

  private final KubernetesClient admin;
  private final KubernetesClient alice;
  private final KubernetesClient bob;
  private final KubernetesClient carol;

  People(KubernetesClient admin) {
    this.admin = admin;
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(NAMESPACES)
                .endMetadata()
                .addNewRule()
                .withApiGroups("")
                .withResources("namespaces")
                .withVerbs("get", "update", "patch")
                .endRule()
                .build())
        .serverSideApply();
    alice = as("alice", List.of("edit", NAMESPACES));
    bob = as("bob", List.of("rollguard-fault-responder"));
    carol = as("carol", List.of("edit", NAMESPACES, "rollguard-edit"));
  }

  KubernetesClient alice() {
    return alice;
  }

  KubernetesClient bob() {
    return bob;
  }

  KubernetesClient carol() {
    return carol;
  }

  private KubernetesClient as(String user, List<String> roles) {
    for (String role : roles) {
      bind(user, role);
    }
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(admin.getConfiguration()).withImpersonateUsername(user).build())
        .build();
  }

  private void bind(String user, String role) {
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName("e2e-" + user + "-" + role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject()
                .withApiGroup("rbac.authorization.k8s.io")
                .withKind("User")
                .withName(user)
                .endSubject()
                .build())
        .serverSideApply();
  }
}
