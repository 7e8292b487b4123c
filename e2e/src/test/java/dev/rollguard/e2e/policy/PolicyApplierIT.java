package dev.rollguard.e2e.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.policy.Enforcement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnPolicyCluster
class PolicyApplierIT {
  /** A second on a machine of its own. Below the full check of 30 s, which would mend it too. */
  private static final Duration REPAIR = Duration.ofSeconds(25);

  private static final String HOLD = "hold.rollguard.dev";
  private static final String HOLDS =
      """
      apiVersion: rollguard.dev/v1alpha1
      kind: ChangeWindow
      metadata: {name: holds}
      spec: {datacenter: applier}
      """;
  private static final String DENIES =
      """
      apiVersion: rollguard.dev/v1alpha1
      kind: ChangeWindow
      metadata: {name: denies}
      spec: {datacenter: applier, enforcement: {mode: Deny}}
      """;
  private static final String IMPOSSIBLE =
      """
      apiVersion: rollguard.dev/v1alpha1
      kind: ChangeWindow
      metadata: {name: impossible}
      spec:
        datacenter: applier
        workloads: {selector: {matchLabels: {tier: "no label value"}}}
        enforcement: {mode: Deny}
      """;

  private final KubernetesClient client;
  private final Bench bench;

  PolicyApplierIT(PolicyCluster cluster) {
    client = cluster.client();
    bench = new Bench(client);
  }

  @BeforeEach
  void twoWindows() {
    bench.given(HOLDS, DENIES).enforced("holds", "denies");
  }

  @AfterEach
  void cleanUp() {
    bench.lead(true);
    bench.close();
  }

  @Test
  void windowsBecomePoliciesAndAreEnforcedWhenTheseAreInForce() {
    assertThat(bench.objects())
        .containsOnlyKeys(
            "MutatingAdmissionPolicy/hold.rollguard.dev",
            "MutatingAdmissionPolicyBinding/deployments.hold.rollguard.dev",
            "MutatingAdmissionPolicyBinding/namespaces.hold.rollguard.dev",
            "ValidatingAdmissionPolicy/denies.deny.rollguard.dev",
            "ValidatingAdmissionPolicyBinding/deployments.denies.deny.rollguard.dev",
            "ValidatingAdmissionPolicyBinding/namespaces.denies.deny.rollguard.dev");
    assertThat(bench.writes).containsOnly("create");
    assertThat(bench.changes).hasPositiveValue();
    var written = client.resources(MutatingAdmissionPolicy.class).withName(HOLD).require();
    assertThat(Instant.parse(written.getMetadata().getCreationTimestamp()).plusSeconds(2))
        .isBefore(Instant.now());
  }

  @Test
  void nothingIsWrittenWhenNothingChanged() {
    var before = bench.objects();
    bench.writes.clear();

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(25))
        .until(() -> {
          bench.trigger();
          return bench.writes.isEmpty();
        });

    assertThat(bench.objects()).isEqualTo(before);
  }

  @Test
  void anEditedPolicyIsRepairedAndReported() {
    client
        .resources(MutatingAdmissionPolicy.class)
        .withName(HOLD)
        .edit(policy -> {
          policy.getSpec().getMatchConditions().getFirst().setExpression("false");
          return policy;
        });

    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(REPAIR)
        .until(() -> !firstCondition().equals("false"));
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(REPAIR)
        .until(() -> bench.state("holds") instanceof Enforcement.NotYet);
    assertThat(bench.state("denies")).isInstanceOf(Enforcement.Enforced.class);
    bench.enforced("holds");
  }

  private String firstCondition() {
    return client
        .resources(MutatingAdmissionPolicy.class)
        .withName(HOLD)
        .require()
        .getSpec()
        .getMatchConditions()
        .getFirst()
        .getExpression();
  }

  @Test
  void whatIsDeletedIsBack() {
    var names = bench.objects().keySet();

    client
        .resources(MutatingAdmissionPolicyBinding.class)
        .withName("namespaces.hold.rollguard.dev")
        .delete();
    client.resources(MutatingAdmissionPolicy.class).withName(HOLD).delete();

    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(REPAIR)
        .until(() -> bench.objects().keySet().equals(names));
  }

  @Test
  void aPolicyThatLostOurLabelIsTakenOver() {
    var names = bench.objects().keySet();

    client
        .resources(MutatingAdmissionPolicy.class)
        .withName(HOLD)
        .edit(policy -> {
          policy.getMetadata().setLabels(Map.of("theirs", "yes"));
          return policy;
        });

    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(REPAIR)
        .until(() -> bench.objects().keySet().equals(names));
    assertThat(
            client
                .resources(MutatingAdmissionPolicy.class)
                .withName(HOLD)
                .require()
                .getMetadata()
                .getLabels())
        .containsEntry("theirs", "yes");
  }

  @Test
  void anObjectUnderOurLabelThatNobodyCompiledIsRemoved() {
    var before = bench.objects();
    var extra =
        new MutatingAdmissionPolicyBindingBuilder()
            .withNewMetadata()
            .withName("extra.hold.rollguard.dev")
            .addToLabels("app.kubernetes.io/managed-by", "rollguard-operator")
            .endMetadata()
            .withNewSpec()
            .withPolicyName(HOLD)
            .endSpec()
            .build();

    client.resource(extra).create();

    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(REPAIR)
        .until(() -> bench.objects().equals(before));
  }

  /** Without it a hold would not last: resuming would start the rollout. */
  @Test
  void aWindowThatHoldsIsNotEnforcedWhileAPolicyOfTheChartIsMissing() {
    var keep = client.resources(MutatingAdmissionPolicyBinding.class).withName("keep." + HOLD);
    var again = new MutatingAdmissionPolicyBindingBuilder(keep.require());
    again.editMetadata().withResourceVersion(null).withUid(null).endMetadata();
    keep.delete();
    try {
      await().atMost(REPAIR).until(() -> bench.state("holds") instanceof Enforcement.Failed);
      assertThat(((Enforcement.Failed) bench.state("holds")).message())
          .isEqualTo(
              "MutatingAdmissionPolicyBinding/keep.hold.rollguard.dev is missing: run helm upgrade.");
      assertThat(bench.state("denies")).isInstanceOf(Enforcement.Enforced.class);
    } finally {
      client.resource(again.build()).create();
    }

    bench.enforced("holds");
  }

  @Test
  void oneWindowThatTheApiServerRefusesDoesNotHinderTheOthers() {
    bench.given(HOLDS, DENIES, IMPOSSIBLE);

    await().atMost(REPAIR).until(() -> bench.state("impossible") instanceof Enforcement.Failed);

    assertThat(((Enforcement.Failed) bench.state("impossible")).message())
        .startsWith("The API server did not create ValidatingAdmissionPolicy/impossible.deny")
        .contains("no label value")
        .endsWith("; Rollguard tries again.");
    assertThat(bench.state("holds")).isInstanceOf(Enforcement.Enforced.class);
    assertThat(bench.state("denies")).isInstanceOf(Enforcement.Enforced.class);
  }

  @Test
  void aSecondControllerThatChangesThePolicyBackIsNamed() {
    await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          changeTheBindingBack();
          return bench.state("holds") instanceof Enforcement.Failed;
        });

    assertThat(((Enforcement.Failed) bench.state("holds")).message())
        .startsWith("MutatingAdmissionPolicyBinding/namespaces.hold.rollguard.dev was changed")
        .contains("within a minute, last by")
        .endsWith("stop who changes it, Rollguard repairs it every 10 s.");
    assertThat(bench.state("denies")).isInstanceOf(Enforcement.Enforced.class);
  }

  /** It retries, as a controller does; a lost race is no matter. */
  private void changeTheBindingBack() {
    var binding =
        client
            .resources(MutatingAdmissionPolicyBinding.class)
            .withName("namespaces.hold.rollguard.dev");
    try {
      binding.edit(b -> {
        b.getSpec().getMatchResources().setMatchPolicy("Exact");
        return b;
      });
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_CONFLICT);
    }
  }

  @Test
  void whoDoesNotLeadDoesNotWrite() {
    bench.lead(false);
    bench.writes.clear();

    client.resources(MutatingAdmissionPolicy.class).withName(HOLD).delete();
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(25))
        .until(() -> !bench.objects().containsKey("MutatingAdmissionPolicy/" + HOLD));
    assertThat(bench.writes).isEmpty();

    bench.lead(true);
    await()
        .atMost(REPAIR)
        .until(() -> bench.objects().containsKey("MutatingAdmissionPolicy/" + HOLD));
  }

  @Test
  void theLastWindowTakesItsPoliciesWithIt() {
    bench.given();

    await().atMost(REPAIR).until(() -> bench.objects().isEmpty());
    assertThat(bench.state("holds")).isInstanceOf(Enforcement.NotYet.class);
  }
}
