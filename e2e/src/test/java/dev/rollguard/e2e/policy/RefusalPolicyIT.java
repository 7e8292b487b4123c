package dev.rollguard.e2e.policy;

import static dev.rollguard.e2e.policy.Documents.closedForYears;
import static dev.rollguard.e2e.policy.Documents.fault;
import static dev.rollguard.e2e.policy.Documents.mode;
import static dev.rollguard.e2e.policy.Documents.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people meet who deploy under a window in mode Deny or Warn. */
@OnPolicyCluster
class RefusalPolicyIT {
  private final PolicyCluster cluster;
  private final Bench bench;
  private final Shop shop;

  RefusalPolicyIT(PolicyCluster cluster) {
    this.cluster = cluster;
    bench = new Bench(cluster.client());
    shop = new Shop(cluster.client());
  }

  @AfterEach
  void cleanUp() {
    bench.close();
    shop.close();
  }

  @Test
  void denySaysUntilWhenItIsClosedAndWhatToDo() {
    bench.given(window("denies", mode("Deny"), closedForYears())).enforced("denies");

    assertThatThrownBy(() -> shop.create("cart", Map.of()))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining("denies.deny.rollguard.dev")
        .hasMessageContaining(
            "Deployment/cart is refused: ChangeWindow/denies is closed until 2030-01-01 01:00 KST."
                + " Then try again.");
  }

  @Test
  void denyNamesTheOpenFaultsOfTheDatacenter() {
    bench.given(
        window("denies", mode("Deny")),
        fault("lb-error", "dc1", "Major"),
        fault("elsewhere", "dc2", "Critical"));
    bench.enforced("denies");

    assertThatThrownBy(() -> shop.create("cart", Map.of()))
        .hasMessageContaining(
            "Deployment/cart is refused: Fault/lb-error (Major) is open in dc1,"
                + " resolve it with a cause and evidence. Then try again.");

    bench.given(window("denies", mode("Deny")));
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> shop.create("cart", Map.of()) != null);
  }

  @Test
  void denyNamesThreeOfManyFaults() {
    bench.given(
        window("denies", mode("Deny")),
        fault("a", "dc1", "Minor"),
        fault("b", "dc1", "Critical"),
        fault("c", "dc1", "Major"),
        fault("d", "dc1", "Minor"),
        fault("e", "dc1", "Minor"));
    bench.enforced("denies");

    assertThatThrownBy(() -> shop.create("cart", Map.of()))
        .hasMessageContaining("Fault/b (Critical) is open in dc1")
        .hasMessageContaining("Fault/c (Major) is open in dc1")
        .hasMessageContaining("Fault/a (Minor) is open in dc1")
        .hasMessageContaining("; and 2 more faults. Then try again.");
  }

  @Test
  void denyLooksOnlyAtItsOwnWorkloadsAndOnlyAtRollouts() {
    var chat = Map.of("tier", "chat");
    shop.create("before", chat);
    bench.given(
        window(
            "denies",
            "workloads: {selector: {matchLabels: {tier: chat}}}",
            mode("Deny"),
            closedForYears()));
    bench.enforced("denies");

    assertThat(shop.create("other", Map.of("tier", "mail"))).isNotNull();
    assertThat(shop.patch("before", "{\"spec\": {\"replicas\": 1}}").getSpec().getReplicas())
        .isEqualTo(1);
    assertThatThrownBy(() -> shop.setImage("before", "second")).hasMessageContaining("is refused");
    assertThatThrownBy(() ->
            shop.patch(
                "before",
                "{\"metadata\": {\"labels\": {\"tier\": null}}, \"spec\": {\"template\":"
                    + " {\"metadata\": {\"annotations\": {\"a\": \"b\"}}}}}"))
        .as("relabelled in the same write")
        .hasMessageContaining("is refused");
  }

  @Test
  void warnWarnsLetsPassAndStampsWhoAsked() {
    bench.given(window("warns", mode("Warn"), closedForYears())).enforced("warns");

    var seen =
        cluster.kubectl("create", "deployment", "cart", "--image=first", "-n", shop.namespace());

    assertThat(seen)
        .contains("deployment.apps/cart created")
        .contains(
            "Deployment/cart rolls out although ChangeWindow/warns is closed until 2030-01-01"
                + " 01:00 KST. ChangeWindow/warns only warns (mode Warn).");
    var cart = shop.named("cart").get();
    assertThat(cart.getSpec().getPaused()).isNull();
    assertThat(cart.getMetadata().getLabels()).doesNotContainKey(Labels.HELD);
    assertThat(cart.getMetadata().getAnnotations()).containsEntry(Labels.REQUESTED_BY, "admin");
  }
}
