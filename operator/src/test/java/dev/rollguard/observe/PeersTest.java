package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.ElsewhereFact;
import dev.rollguard.core.gate.ElsewhereFact.Peer;
import dev.rollguard.faults.FaultyApiServer;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Deployment/cart of dc2 goes after dc1: which Deployments of dc1 tell about it. The cache of
 * Deployments is empty; the API server knows them.
 */
class PeersTest {
  private static final Instant NOW = Instant.parse("2026-05-20T23:30:00Z");
  private static final String AFTER_DC1 = ",\"gates\":{\"after\":[{\"datacenter\":\"dc1\"}]}";
  private static final String AFTER_DC2 = ",\"gates\":{\"after\":[{\"datacenter\":\"dc2\"}]}";
  private static final String PROD =
      ",\"workloads\":{\"selector\":{\"matchLabels\":{\"tier\":\"prod\"}}}";

  private final FaultyApiServer server = new FaultyApiServer();
  private final Caches caches = new Caches(server.client());

  PeersTest() {
    server.has(
        "/api/v1/namespaces/shop",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"shop\"}}");
    deployment("shop", "dc2", "");
    window("w2", "dc2", AFTER_DC1);
  }

  @AfterEach
  void close() {
    caches.close();
    server.close();
  }

  /** Before a release: a cache whose watch is silent would still call it healthy. */
  @Test
  void theyAreReadFromTheApiServer() {
    deployment("first", "dc1", "");
    deployment("elsewhere", "dc3", "");

    assertThat(peers()).extracting(Peer::namespace).containsExactly("first");
  }

  @Test
  void whatNoWindowGatesIsNoProofBesideOneThatAWindowDoes() {
    deployment("prod", "dc1", ",\"tier\":\"prod\"");
    deployment("sandbox", "dc1", "");
    window("w1", "dc1", PROD);

    assertThat(peers()).extracting(Peer::namespace).containsExactly("prod");
  }

  @Test
  void aWindowThatOnlyWarnsGatesNothing() {
    deployment("prod", "dc1", ",\"tier\":\"prod\"");
    deployment("sandbox", "dc1", "");
    window("w1", "dc1", PROD + ",\"enforcement\":{\"mode\":\"Warn\"}");

    assertThat(peers()).extracting(Peer::namespace).containsExactly("prod", "sandbox");
  }

  @Test
  void whoWaitsInTurnSaysForWhom() {
    deployment("first", "dc1", ",\"rollguard.dev/held\":\"true\"");
    window("w1", "dc1", AFTER_DC2);

    assertThat(peers()).extracting(Peer::waitsFor).containsExactly(Set.of("dc2"));
  }

  /** It has passed there, and only needs to become healthy. */
  @Test
  void whatRollsOutThereWaitsForNobody() {
    deployment("first", "dc1", "");
    window("w1", "dc1", AFTER_DC2);

    assertThat(peers()).extracting(Peer::waitsFor).containsExactly(Set.of());
  }

  private List<Peer> peers() {
    caches.start().join();
    var observer =
        new Observer(
            caches,
            new Coverage("rollguard", Optional.empty()),
            new Facts(new NoEvidence()),
            new NoEvidence(),
            Controls.NONE);
    var cart = new Workload();
    cart.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("cart").withUid("uid-shop").build());
    var seen =
        new LiveReader(server.client(), observer, () -> NOW, Runnable::run).observe(cart, "dc2");
    var elsewhere = seen.orElseThrow().situation().around().elsewhere();
    assertThat(elsewhere).extracting(ElsewhereFact::datacenter).containsExactly("dc1");
    return elsewhere.getFirst().peers();
  }

  private void deployment(String namespace, String datacenter, String labels) {
    server.has(
        "/apis/apps/v1/namespaces/%s/deployments/cart".formatted(namespace),
        """
        {"apiVersion":"apps/v1","kind":"Deployment",
         "metadata":{"name":"cart","namespace":"%s","uid":"uid-%s",
           "labels":{"rollguard.dev/datacenter":"%s"%s}},
         "spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"app","image":"cart:2"}]}}}}\
        """
            .formatted(namespace, namespace, datacenter, labels));
  }

  private void window(String name, String datacenter, String spec) {
    server.has(
        "/apis/rollguard.dev/v1alpha1/changewindows/" + name,
        """
        {"apiVersion":"rollguard.dev/v1alpha1","kind":"ChangeWindow",
         "metadata":{"name":"%s","generation":1},"spec":{"datacenter":"%s"%s}}\
        """
            .formatted(name, datacenter, spec));
  }
}
