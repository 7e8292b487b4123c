package dev.rollguard.e2e.policy;

import static dev.rollguard.e2e.policy.Documents.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of who asked, and when, is the API server's word, whatever people write. */
@OnPolicyCluster
class HeldPolicyIT {
  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  /** The newest stamp of all, whoever made it: so a test knows which time is the true one. */
  private static final Instant NEWEST = Instant.parse("2100-01-01T00:00:00Z");

  private static final String BY_ROLLGUARD_ALONE =
      "rollguard.dev/held, requested-by and requested-at are written by Rollguard alone";

  private static final int CONFLICT = 409;

  private final PolicyCluster cluster;
  private final KubernetesClient client;
  private final Bench bench;
  private final Shop shop;

  HeldPolicyIT(PolicyCluster cluster) {
    this.cluster = cluster;
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
  void aHoldWhoseRecordIsTrueIsTaken() {
    shop.create("cart", Map.of());

    var held = tryTo(() -> heldBy("admin", NEWEST, null));

    assertThat(held.getMetadata().getLabels()).containsEntry(Labels.HELD, "true");
  }

  /** Also not when what they write was there before, on what was not held. */
  @ParameterizedTest
  @CsvSource({
    "eve, 2100-01-01T00:00:00Z, ",
    "admin, 2000-01-01T00:00:00Z, ",
    "admin, 2099-12-31T23:59:59Z, ",
    "admin, 2100-01-01T00:00:00Z, true",
  })
  void nobodyMakesAHoldWithAnotherRecord(String by, Instant at, @Nullable String unguarded) {
    shop.create("cart", Map.of());
    annotate(by, at, unguarded);

    refused(() -> tryTo(() -> heldBy(by, at, unguarded)));
  }

  @Test
  void norIsAHeldDeploymentBornWithOne() {
    var born = shop.tryToCreate("cart");
    hold(born, "admin", LONG_AGO, null);
    born.getMetadata().setManagedFields(null);
    born.getMetadata().setResourceVersion(null);

    refused(() -> client.resource(born).create());
  }

  /** Whoever asks with an old stamp would else be the first in every queue. */
  @Test
  void aForgedStampDoesNotDateARequestBack() {
    shop.create("cart", Map.of());
    bench.given(window("holds")).enforced("holds");
    var before = Instant.now().minusSeconds(60);

    var first = update(() -> stampedLongAgo("second"));
    var again = update(() -> stampedLongAgo("third"));

    assertThat(requestedAt(first)).isAfter(before);
    assertThat(again.getMetadata().getAnnotations()).containsEntry(Labels.REQUESTED_BY, "admin");
    assertThat(requestedAt(again)).isAfterOrEqualTo(requestedAt(first));
  }

  /** As kubectl rollout undo brings it from the ReplicaSet of a rollout that was unguarded. */
  @Test
  void whatAnotherRolloutWasIsNotWrittenOnAHold() {
    shop.create("cart", Map.of());
    annotate("eve", LONG_AGO, "true");
    bench.given(window("holds")).enforced("holds");

    var held = shop.setImage("cart", "second");

    assertThat(held.getMetadata().getLabels()).containsEntry(Labels.HELD, "true");
    assertThat(held.getMetadata().getAnnotations())
        .containsEntry(Labels.REQUESTED_BY, "admin")
        .doesNotContainKey(Labels.UNGUARDED);
  }

  /** It only ever copies an old one, for an annotation that anybody may have written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:serviceaccount:kube-system:deployment-controller",
        "system:kube-controller-manager"
      })
  void theDeploymentControllerAsksForNoTemplate(String user) {
    shop.create("cart", Map.of());
    shop.create("held", Map.of());
    shop.letWrite(user);
    var controller = cluster.as(user);
    var template = "{\"spec\": {\"template\": {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}";
    assertThat(shop.as(controller).patch("cart", template)).isNotNull();
    bench.given(window("holds")).enforced("holds");
    shop.setImage("held", "second");

    for (var name : new String[] {"cart", "held"}) {
      assertThatThrownBy(() -> shop.as(controller).patch(name, template.replace("b\"", "c\"")))
          .hasMessageContaining(
              "a rollback by the annotation deprecated.deployment.rollback.to does not say who"
                  + " asked for it; take kubectl rollout undo.");
      var noted =
          "{\"metadata\": {\"annotations\": {\"deployment.kubernetes.io/revision\": \"7\"}}}";
      assertThat(shop.as(controller).patch(name, noted)).isNotNull();
    }
  }

  private Deployment stampedLongAgo(String image) {
    var cart = shop.named("cart").require();
    cart.getMetadata().setResourceVersion(null);
    cart.getMetadata().getManagedFields().addFirst(Shop.stamp(LONG_AGO));
    cart.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage(image);
    return cart;
  }

  private static Instant requestedAt(Deployment deployment) {
    return Instant.parse(deployment.getMetadata().getAnnotations().get(Labels.REQUESTED_AT));
  }

  /** Another template, paused and marked in one write, which carries the newest stamp. */
  private Deployment heldBy(String user, Instant at, @Nullable String unguarded) {
    var cart = shop.named("cart").require();
    cart.getMetadata().setResourceVersion(null);
    cart.getMetadata().getManagedFields().add(Shop.stamp(NEWEST));
    cart.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("second");
    return hold(cart, user, at, unguarded);
  }

  private static Deployment hold(
      Deployment deployment, String user, Instant at, @Nullable String unguarded) {
    deployment.getSpec().setPaused(true);
    deployment.getMetadata().getLabels().put(Labels.HELD, "true");
    deployment.getMetadata().getAnnotations().putAll(annotations(user, at, unguarded));
    return deployment;
  }

  private void annotate(String user, Instant at, @Nullable String unguarded) {
    var patch = Map.of("metadata", Map.of("annotations", annotations(user, at, unguarded)));
    shop.patch("cart", Serialization.asJson(patch));
  }

  private static Map<String, String> annotations(
      String user, Instant at, @Nullable String unguarded) {
    var annotations = new TreeMap<String, String>();
    annotations.put(Labels.REQUESTED_BY, user);
    annotations.put(Labels.REQUESTED_AT, at.toString());
    if (unguarded != null) {
      annotations.put(Labels.UNGUARDED, unguarded);
    }
    return annotations;
  }

  private Deployment tryTo(Supplier<Deployment> draft) {
    return retry(() -> client.resource(draft.get()).dryRun(true).update());
  }

  private Deployment update(Supplier<Deployment> draft) {
    return retry(() -> client.resource(draft.get()).update());
  }

  /** The deployment controller writes too. */
  private static Deployment retry(Callable<Deployment> write) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsMatching(
            e -> e instanceof KubernetesClientException refused && refused.getCode() == CONFLICT)
        .until(write, Objects::nonNull);
  }

  private static void refused(ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining(BY_ROLLGUARD_ALONE);
  }
}
