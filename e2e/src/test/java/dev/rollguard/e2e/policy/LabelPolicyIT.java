package dev.rollguard.e2e.policy;

import static dev.rollguard.e2e.policy.Documents.mode;
import static dev.rollguard.e2e.policy.Documents.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that windows select by are no way out. */
@OnPolicyCluster
class LabelPolicyIT {
  private static final String SELECTOR =
      "workloads: {selector: {matchLabels: {tier: chat},"
          + " matchExpressions: [{key: example.com/team, operator: In, values: [red, blue]}]}}";
  private static final Map<String, String> CHAT = Map.of("tier", "chat", "example.com/team", "red");

  private final PolicyCluster cluster;
  private final Bench bench;
  private final Shop shop;

  LabelPolicyIT(PolicyCluster cluster) {
    this.cluster = cluster;
    bench = new Bench(cluster.client());
    shop = new Shop(cluster.client());
  }

  @BeforeEach
  void doraDeploysHere() {
    shop.letWrite("dora");
    shop.create("chat", CHAT);
  }

  @AfterEach
  void cleanUp() {
    bench.close();
    shop.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Hold, tier, null",
    "Hold, tier, mail",
    "Hold, example.com/team, null",
    "Deny, tier, null",
    "Deny, example.com/team, blue",
  })
  void whoMayNotUpdateChangeWindowsDoesNotTakeThemAway(String mode, String label, String value) {
    bench.given(window("chat", SELECTOR, mode(mode))).enforced("chat");

    assertThatThrownBy(() -> label("dora", label, value))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
        .hasMessageContaining(
            "dora may not change the label "
                + label
                + " of Deployment/chat, by which ChangeWindow/chat selects: that takes the right to"
                + " update changewindows.rollguard.dev.");
  }

  @Test
  void norFromWhatIsHeld() {
    bench.given(window("chat", SELECTOR)).enforced("chat");
    shop.as(cluster.as("dora")).setImage("chat", "second");

    assertThatThrownBy(() -> label("dora", "tier", "null"))
        .hasMessageContaining("dora may not change the label tier of Deployment/chat");

    assertThat(shop.named("chat").require().getMetadata().getLabels())
        .containsEntry(Labels.HELD, "true")
        .containsEntry("tier", "chat");
  }

  @Test
  void otherLabelsAndAllElseIsFree() {
    bench.given(window("chat", SELECTOR)).enforced("chat");

    label("dora", "team", "red");
    shop.as(cluster.as("dora")).patch("chat", "{\"spec\": {\"replicas\": 1}}");
    var held = shop.as(cluster.as("dora")).setImage("chat", "second");

    assertThat(held.getMetadata().getLabels()).containsEntry(Labels.HELD, "true");
  }

  @Test
  void whoMayUpdateChangeWindowsChangesThemAndSoDoesTheOperator() {
    bench.given(window("chat", SELECTOR)).enforced("chat");
    shop.letWrite(Bench.OPERATOR);

    label("admin", "tier", "mail");
    label(Bench.OPERATOR, "tier", "null");

    assertThat(shop.named("chat").require().getMetadata().getLabels()).doesNotContainKey("tier");
  }

  @Test
  void inAnotherDatacenterTheyAreOrdinaryLabels() {
    bench.given(
        window("chat", SELECTOR),
        window("other", "workloads: {selector: {matchLabels: {team: red}}}")
            .replace("datacenter: dc1", "datacenter: dc2"));
    bench.enforced("chat", "other");
    var elsewhere = Map.of(Labels.DATACENTER, "dc2", "tier", "chat");
    shop.create("elsewhere", elsewhere);

    shop.as(cluster.as("dora")).patch("elsewhere", labels("tier", "null"));
    label("dora", "team", "blue");

    assertThat(shop.named("elsewhere").require().getMetadata().getLabels())
        .doesNotContainKey("tier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Warn", "gone"})
  void aWindowThatOnlyWarnsAsksForNothingNorDoesOneThatIsGone(String fate) {
    bench.given(window("chat", SELECTOR)).enforced("chat");
    if (fate.equals("Warn")) {
      bench.given(window("chat", SELECTOR, mode("Warn"))).enforced("chat");
    } else {
      bench.given();
    }

    awaitNoPolicy();
  }

  private void awaitNoPolicy() {
    await()
        .untilAsserted(() ->
            assertThat(bench.objects().keySet())
                .noneMatch(name -> name.contains("labels.rollguard.dev")));
  }

  private void label(String user, String key, String value) {
    shop.as(user.equals("admin") ? cluster.client() : cluster.as(user))
        .patch("chat", labels(key, value));
  }

  private static String labels(String key, String value) {
    return "{\"metadata\": {\"labels\": {\"%s\": %s}}}"
        .formatted(key, value.equals("null") ? value : '"' + value + '"');
  }
}
