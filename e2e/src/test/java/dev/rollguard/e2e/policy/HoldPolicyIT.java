package dev.rollguard.e2e.policy;

import static dev.rollguard.e2e.policy.Documents.mode;
import static dev.rollguard.e2e.policy.Documents.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rollouts are born held while nobody is there to release them. */
@OnPolicyCluster
class HoldPolicyIT {
  /** Somebody else's policy that resumes what was paused, in the same write. */
  private static final String RESUMER =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: zz-resumer.example.com}
      spec:
        failurePolicy: Fail
        reinvocationPolicy: IfNeeded
        matchConstraints:
          resourceRules:
          - {apiGroups: [apps], apiVersions: [v1], resources: [deployments], operations: [CREATE, UPDATE]}
        matchConditions:
        - {name: theirs, expression: "object.metadata.name == 'resumed' && object.spec.?paused.orValue(false)"}
        mutations:
        - patchType: JSONPatch
          jsonPatch: {expression: "[JSONPatch{op: 'replace', path: '/spec/paused', value: false}]"}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: zz-resumer.example.com}
      spec: {policyName: zz-resumer.example.com}
      """;

  private static final String RESUMER_NAME = "zz-resumer.example.com";

  /** Longer than API servers take to follow their policies. */
  private static final Duration A_REFRESH = Duration.ofMillis(1_500);

  private final KubernetesClient client;
  private final Bench bench;
  private final Shop shop;

  HoldPolicyIT(PolicyCluster cluster) {
    client = cluster.client();
    bench = new Bench(client);
    shop = new Shop(client);
  }

  @AfterEach
  void cleanUp() {
    bench.close();
    shop.close();
  }

  @Test
  void itHoldsWhateverTheSelectorsAndStampsWhoAskedAndWhen() {
    bench.given(window("holds", "workloads: {selector: {matchLabels: {tier: chat}}}"));
    bench.enforced("holds");

    var cart = shop.create("cart", Map.of("tier", "mail"));

    assertThat(cart.getSpec().getPaused()).isTrue();
    assertThat(cart.getMetadata().getLabels()).containsEntry(Labels.HELD, "true");
    var annotations = cart.getMetadata().getAnnotations();
    assertThat(annotations).containsEntry(Labels.REQUESTED_BY, "admin");
    // Two stamps of the API server, made one after the other.
    assertThat(Instant.parse(annotations.get(Labels.REQUESTED_AT)))
        .isBeforeOrEqualTo(cart.getMetadata().getCreationTimestamp())
        .isAfterOrEqualTo(Instant.parse(cart.getMetadata().getCreationTimestamp()).minusSeconds(1));
  }

  @Test
  void anotherDatacenterIsNotTouched() {
    bench.given(window("holds")).enforced("holds");

    var cart = shop.create("cart", Map.of(Labels.DATACENTER, "dc2"));

    assertThat(cart.getSpec().getPaused()).isNull();
    assertThat(cart.getMetadata().getAnnotations()).doesNotContainKey(Labels.REQUESTED_BY);
  }

  @Test
  void holdBeatsDenySoThatNothingIsRefused() {
    bench.given(window("holds"), window("denies", mode("Deny"), Documents.closedForYears()));
    bench.enforced("holds", "denies");

    assertThat(shop.create("cart", Map.of()).getSpec().getPaused()).isTrue();
  }

  @Test
  void anotherMutatorThatEndsAHoldInTheSameWriteIsRefusedByTheLastLook() {
    bench.given(window("holds")).enforced("holds");
    List<HasMetadata> resumer = client.load(stream(RESUMER)).serverSideApply();
    try {
      var refusal = new AtomicReference<String>();
      await()
          .pollInterval(A_REFRESH)
          .atMost(Duration.ofSeconds(90))
          .until(() -> {
            var refused = tryToCreateHeld("resumed");
            refused.ifPresentOrElse(refusal::set, this::shuffle);
            return refused.isPresent();
          });
      assertThat(refusal.get())
          .contains("held.rollguard.dev")
          .contains("a hold ends only when Rollguard releases it");
      assertThat(tryToCreateHeld("other")).isEmpty();
    } finally {
      client.resourceList(resumer).delete();
    }
  }

  /** It is held, or refused: with which words. */
  private Optional<String> tryToCreateHeld(String name) {
    try {
      assertThat(shop.tryToCreate(name).getSpec().getPaused()).isTrue();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * API servers apply mutating policies in a random order, drawn anew whenever one of them changes.
   * Only a resumer that comes after our hold meets something to resume.
   */
  private void shuffle() {
    client
        .resources(MutatingAdmissionPolicyBinding.class)
        .withName(RESUMER_NAME)
        .edit(b -> {
          b.getMetadata().setAnnotations(Map.of("shuffled", String.valueOf(System.nanoTime())));
          return b;
        });
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
