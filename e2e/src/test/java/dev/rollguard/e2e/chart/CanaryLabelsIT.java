package dev.rollguard.e2e.chart;

import static dev.rollguard.e2e.chart.OwnNamespace.MERGE;
import static dev.rollguard.e2e.chart.OwnNamespace.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Deployment is a canary says the operator, or who may update ChangeWindows. */
@Scenario
class CanaryLabelsIT {
  private static final Map<String, String> OF = Map.of(Labels.CANARY_OF, "cart");
  private static final Map<String, String> FOR = Map.of(Labels.CANARY_FOR, "cart");
  private static final Map<String, String> CANARY =
      Map.of("app", "cart", Labels.TRACK, Labels.TRACK_CANARY);
  private static final String RIGHT =
      "dora may not change rollguard.dev/canary-for of Deployment/cart-canary: that takes the right"
          + " to update changewindows.rollguard.dev.";

  @RegisterExtension private final OwnNamespace own;
  private final KubernetesClient admin;
  private final KubernetesClient operator;
  private final People people;
  private final String namespace;

  CanaryLabelsIT(Cluster cluster) {
    own = new OwnNamespace(cluster, "canaries");
    admin = own.admin();
    operator = own.operator();
    people = own.people();
    namespace = own.name();
  }

  @Test
  void nobodyButTheOperatorMakesACanaryOfTheOperators() {
    refused(
        () -> create(people.paula(), OF),
        "rollguard.dev/canary-of is written by Rollguard alone; to mark a canary of your own take"
            + " the label rollguard.dev/canary-for.");
    assertThatCode(() -> create(operator, OF)).doesNotThrowAnyException();
  }

  @Test
  void anOrdinaryDeploymentDoesNotBecomeOne() {
    create(people.dora(), Map.of());

    refused(
        () -> patch(people.dora(), label(Labels.CANARY_OF, "\"cart\"")),
        "rollguard.dev/canary-of is written by Rollguard alone");
  }

  /** It is exempt from holds: another image in it would be a rollout that no gate has seen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"metadata\": {\"labels\": {\"rollguard.dev/canary-of\": null}}}",
        "{\"metadata\": {\"labels\": {\"rollguard.dev/canary-of\": \"chat\"}}}",
        "{\"metadata\": {\"annotations\": {\"rollguard.dev/canary-of\": \"chat\"}}}",
        "{\"metadata\": {\"annotations\": {\"rollguard.dev/change\": \"chat-2\"}}}",
        "{\"metadata\": {\"labels\": {\"rollguard.dev/datacenter\": \"\"}}}",
        "{\"spec\": {\"replicas\": 3}}",
        "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}"
      })
  void aCanaryOfTheOperatorsIsDeletedButNotChanged(String change) {
    create(operator, OF);

    refused(
        () -> patch(admin, change),
        "Deployment/cart-canary is a canary that Rollguard made: delete it if need be, but do not"
            + " change it.");
    assertThatCode(() -> patch(operator, change)).doesNotThrowAnyException();
    people.dora().apps().deployments().inNamespace(namespace).withName("cart-canary").delete();
  }

  /** The object of the subresource carries no labels. */
  @Test
  void norIsItScaledThroughItsSubresource() {
    operator.resource(canary()).create();

    for (var user : List.of(people.dora(), admin)) {
      refused(
          () -> scale(user, 3),
          "Deployment/cart-canary is a canary that Rollguard made: delete it if need be, but do not"
              + " change it.");
    }
    assertThatCode(() -> scale(people.dora(), 0)).doesNotThrowAnyException();
  }

  @Test
  void othersAreScaled() {
    create(people.dora(), Map.of());

    scale(people.dora(), 3);

    assertThat(deployment(admin).require().getSpec().getReplicas()).isEqualTo(3);
  }

  @Test
  void ownLabelsOnACanaryOfTheOperatorsAreFree() {
    create(operator, OF);

    assertThatCode(() -> patch(people.dora(), label("team", "\"cart\"")))
        .doesNotThrowAnyException();
  }

  @Test
  void whoMayUpdateChangeWindowsNamesACanary() {
    refused(() -> create(people.dora(), FOR), RIGHT);
    assertThatCode(() -> create(people.paula(), FOR)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"chat\"", "\"\""})
  void theNameOfACanaryIsKeptAgainstWhoMayNotUpdateChangeWindows(String value) {
    create(people.paula(), FOR);

    refused(() -> patch(people.dora(), label(Labels.CANARY_FOR, value)), RIGHT);
    assertThatCode(() -> patch(people.paula(), label(Labels.CANARY_FOR, value)))
        .doesNotThrowAnyException();
  }

  @Test
  void aNamedCanaryRollsOutLikeAnyOther() {
    create(people.paula(), FOR);

    Deployment changed =
        patch(
            people.dora(),
            "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}");

    assertThat(changed.getMetadata().getLabels()).containsAllEntriesOf(FOR);
    assertThat(changed.getSpec().getTemplate().getMetadata().getAnnotations())
        .containsEntry("a", "b");
  }

  private static String label(String key, String value) {
    return "{\"metadata\": {\"labels\": {\"%s\": %s}}}".formatted(key, value);
  }

  private Deployment patch(KubernetesClient user, String json) {
    return deployment(user).patch(MERGE, json);
  }

  private RollableScalableResource<Deployment> deployment(KubernetesClient user) {
    return user.apps().deployments().inNamespace(namespace).withName("cart-canary");
  }

  private void scale(KubernetesClient user, int replicas) {
    var scale =
        new ScaleBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("cart-canary")
            .endMetadata()
            .withNewSpec()
            .withReplicas(replicas)
            .endSpec()
            .build();
    deployment(user).scale(scale);
  }

  /** With the selector that the operator gives it. */
  private Deployment canary() {
    var canary = IdleDeployment.of(namespace, "cart-canary", OF);
    canary.getSpec().getSelector().setMatchLabels(CANARY);
    canary.getSpec().getTemplate().getMetadata().setLabels(CANARY);
    return canary;
  }

  private Deployment create(KubernetesClient user, Map<String, String> labels) {
    return user.resource(IdleDeployment.of(namespace, "cart-canary", labels)).create();
  }
}
