package dev.rollguard.e2e.chart;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Grants;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/**
 * Who writes in these tests: dora deploys, otto is on call, paula runs the platform, rita is a
 * pipeline that reports, anna and arne approve, chris manages changes, pat only patches them, vera
 * and walt may override the gates. Each is a real user for the API server, with the rights of the
 * roles that the chart or Kubernetes brings.
 */
final class People {
  private static final String NAMESPACES = "e2e-namespaces";
  private static final String CLEAR_APPROVALS = "e2e-clear-approvals";
  private static final String PATCH_CHANGES = "e2e-patch-changes";

  private final Cluster cluster;
  private final KubernetesClient dora;
  private final KubernetesClient otto;
  private final KubernetesClient paula;
  private final KubernetesClient rita;
  private final KubernetesClient anna;
  private final KubernetesClient arne;
  private final KubernetesClient chris;
  private final KubernetesClient pat;
  private final KubernetesClient vera;
  private final KubernetesClient walt;

  People(Cluster cluster) {
    this.cluster = cluster;
    role(NAMESPACES, "", "namespaces", "get", "update", "patch");
    role(CLEAR_APPROVALS, Labels.GROUP, "approvals", "deletecollection");
    role(PATCH_CHANGES, Labels.GROUP, "changes", "get", "patch");
    dora = as("dora", List.of("edit", NAMESPACES));
    otto = as("otto", List.of("rollguard-fault-responder"));
    paula = as("paula", List.of("edit", NAMESPACES, "rollguard-edit"));
    rita = as("rita", List.of("rollguard-check-reporter"));
    anna = as("anna", List.of("rollguard-approver"));
    arne = as("arne", List.of("rollguard-approver", CLEAR_APPROVALS));
    chris = as("chris", List.of("rollguard-change-manager"));
    pat = as("pat", List.of(PATCH_CHANGES));
    vera = as("vera", List.of("rollguard-break-glass"));
    walt = as("walt", List.of("rollguard-break-glass"));
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

  KubernetesClient anna() {
    return anna;
  }

  KubernetesClient arne() {
    return arne;
  }

  KubernetesClient chris() {
    return chris;
  }

  KubernetesClient pat() {
    return pat;
  }

  KubernetesClient vera() {
    return vera;
  }

  KubernetesClient walt() {
    return walt;
  }

  private void role(String name, String group, String resource, String... verbs) {
    cluster
        .admin()
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewRule()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .endRule()
                .build())
        .serverSideApply();
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
        .resource(Grants.everywhere("e2e-" + user + "-" + role, role, user))
        .serverSideApply();
  }
}
