package dev.rollguard.e2e.chart;

import dev.rollguard.e2e.harness.Cluster;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Who writes in these tests: dora deploys, otto is on call, paula runs the platform, rita is a
 * pipeline that reports. Each is a real user for the API server, with the rights of the roles that
 * the chart or Kubernetes brings.
 */
final class People {
  private static final String NAMESPACES = "e2e-namespaces";

  private final Cluster cluster;
  private final KubernetesClient dora;
  private final KubernetesClient otto;
  private final KubernetesClient paula;
  private final KubernetesClient rita;

  People(Cluster cluster) {
    this.cluster = cluster;
    KubernetesClient admin = cluster.admin();
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
    dora = as("dora", List.of("edit", NAMESPACES));
    otto = as("otto", List.of("rollguard-fault-responder"));
    paula = as("paula", List.of("edit", NAMESPACES, "rollguard-edit"));
    rita = as("rita", List.of("rollguard-check-reporter"));
  }

  KubernetesClient dora() {
    return dora;
  }

  KubernetesClient otto() {
    return otto;
  }

  KubernetesClient paula() {
    return paula;
  }

  KubernetesClient rita() {
    return rita;
  }

  private KubernetesClient as(String user, List<String> roles) {
    for (String role : roles) {
      bind(user, role);
    }
    return cluster.as(user);
  }

  private void bind(String user, String role) {
    cluster
        .admin()
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
