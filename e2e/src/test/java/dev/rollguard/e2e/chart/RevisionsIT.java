package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;
import static dev.rollguard.e2e.chart.OwnNamespace.refused;
import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Deployment ran is not rewritten: it decides what is a rollback. */
@Scenario
class RevisionsIT {
  private static final String ANOTHER_TEMPLATE =
      "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}";

  @RegisterExtension private final OwnNamespace own;
  private final People people;

  RevisionsIT(Cluster cluster) {
    own = new OwnNamespace(cluster, "revisions");
    people = own.people();
  }

  @Test
  void nobodyEditsTheTemplateOfADeploymentsReplicaSet() {
    var revision = revisionOf(create());

    for (var user : List.of(people.dora(), people.paula(), own.admin())) {
      refused(
          () -> patch(user, revision, ANOTHER_TEMPLATE),
          "the template of ReplicaSet/"
              + revision
              + " is the record of what its Deployment ran, and decides what is a rollback: change"
              + " the Deployment instead.");
    }
  }

  @Test
  void norAfterItsLabelsAndItsOwnerAreTakenAway() {
    var revision = revisionOf(create());
    patch(
        people.dora(),
        revision,
        "{\"metadata\": {\"ownerReferences\": null, \"labels\": {\"pod-template-hash\": null}}}");

    refused(() -> patch(people.dora(), revision, ANOTHER_TEMPLATE), "is the record of what");
  }

  @Test
  void allElseOfItIsFreeAndItsDeploymentRollsOut() {
    var cart = create();
    var revision = revisionOf(cart);

    patch(people.dora(), revision, "{\"metadata\": {\"annotations\": {\"a\": \"b\"}}}");
    patch(people.dora(), revision, "{\"spec\": {\"minReadySeconds\": 1}}");
    people
        .dora()
        .apps()
        .deployments()
        .inNamespace(own.name())
        .withName("cart")
        .patch(MERGE, ANOTHER_TEMPLATE);

    eventually(() -> assertThat(revisions(cart)).hasSize(2));
  }

  @Test
  void aReplicaSetThatIsNobodysRevisionIsFree() {
    var app = Map.of("app", "alone");
    people
        .dora()
        .resource(
            new ReplicaSetBuilder()
                .withNewMetadata()
                .withNamespace(own.name())
                .withName("alone")
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .withNewSelector()
                .withMatchLabels(app)
                .endSelector()
                .withTemplate(
                    IdleDeployment.of(own.name(), "alone", Map.of()).getSpec().getTemplate())
                .endSpec()
                .build())
        .create();

    assertThat(patch(people.dora(), "alone", ANOTHER_TEMPLATE).getSpec().getTemplate())
        .satisfies(t -> assertThat(t.getMetadata().getAnnotations()).containsEntry("a", "b"));
  }

  private Deployment create() {
    return people.dora().resource(IdleDeployment.of(own.name(), "cart", Map.of())).create();
  }

  private String revisionOf(Deployment deployment) {
    eventually(() -> assertThat(revisions(deployment)).hasSize(1));
    return revisions(deployment).getFirst().getMetadata().getName();
  }

  private List<ReplicaSet> revisions(Deployment deployment) {
    return own.admin()
        .apps()
        .replicaSets()
        .inNamespace(own.name())
        .withLabels(deployment.getSpec().getSelector().getMatchLabels())
        .list()
        .getItems();
  }

  private ReplicaSet patch(KubernetesClient user, String revision, String json) {
    return user.apps().replicaSets().inNamespace(own.name()).withName(revision).patch(MERGE, json);
  }
}
