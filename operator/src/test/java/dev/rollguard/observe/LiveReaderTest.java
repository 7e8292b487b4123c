package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.WindowFact;
import io.fabric8.kubernetes.api.model.ListMeta;
import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The look before a release, against an API server that knows more than the caches. */
class LiveReaderTest {
  private static final Instant NOW = Instant.parse("2026-05-20T23:30:00Z");

  private final KubernetesMockServer server = new KubernetesMockServer(false);
  private final Workload cart = new Workload();
  private KubernetesClient client;
  private LiveReader reader;

  @BeforeEach
  void start() {
    cart.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("cart").withUid("u1").build());
    server.init();
    client =
        server.createClient(
            builder -> builder.withKubernetesSerialization(Clients.serialization()));
    var observer =
        new Observer(
            new Caches(client),
            new Coverage("rollguard", Optional.empty()),
            new Facts(new NoEvidence()),
            new NoEvidence(),
            Controls.NONE);
    reader = new LiveReader(client, observer, () -> NOW, Runnable::run);
    answer("changewindows", "dc1", "ChangeWindow", "w1");
    answer("faults", "dc1", "Fault", "f1");
    answer("changewindows", "dc2", "ChangeWindow", "w2");
    answer("faults", "dc2", "Fault", "f2");
    answer("changewindows", "", "ChangeWindow");
    answer("faults", "", "Fault");
    server
        .expect()
        .get()
        .withPath(
            "/apis/rollguard.dev/v1alpha1/namespaces/shop/changes?labelSelector=rollguard.dev%2Factive%3Dtrue%2Crollguard.dev%2Fworkload-uid%3Du1")
        .andReturn(
            200,
            "{\"apiVersion\":\"rollguard.dev/v1alpha1\",\"kind\":\"ChangeList\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}")
        .always();
    server
        .expect()
        .get()
        .withPath("/apis/apps/v1/namespaces/shop/deployments/cart")
        .andReturn(
            200,
            "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":"
                + "{\"namespace\":\"shop\",\"name\":\"cart\",\"uid\":\"u1\"}}")
        .always();
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/shop")
        .andReturn(
            200,
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":"
                + "{\"name\":\"shop\",\"labels\":{\"rollguard.dev/datacenter\":\"dc2\"}}}")
        .always();
  }

  @AfterEach
  void stop() {
    client.close();
    server.destroy();
  }

  @Test
  void aListThatIsNoWholeListIsRefused() {
    var unversioned = list(new ListMetaBuilder().build());
    var page = list(new ListMetaBuilder().withResourceVersion("7").withContinue("x").build());
    var whole = list(new ListMetaBuilder().withResourceVersion("7").build());

    assertThatThrownBy(() -> LiveReader.items(Namespace.class, new NamespaceList()))
        .hasMessage("The API server answered no whole list of Namespace");
    assertThatThrownBy(() -> LiveReader.items(Namespace.class, unversioned))
        .hasMessageContaining("no whole list");
    assertThatThrownBy(() -> LiveReader.items(Namespace.class, page))
        .hasMessageContaining("no whole list");
    assertThat(LiveReader.items(Namespace.class, whole)).isEmpty();
  }

  private static NamespaceList list(ListMeta metadata) {
    var list = new NamespaceList();
    list.setMetadata(metadata);
    return list;
  }

  @Test
  void windowsAndFaultsOfTheDatacenterAreRead() {
    assertSeesDatacenter2(observe("dc2"));
  }

  @Test
  void theNamespaceMayHaveMovedSinceTheCacheSawIt() {
    assertSeesDatacenter2(observe("dc1"));
  }

  @Test
  void theCacheMayNotKnowTheNamespaceYet() {
    assertSeesDatacenter2(observe(""));
  }

  @Test
  void aDeploymentThatIsGoneNeedsNoDecision() {
    cart.getMetadata().setUid("another");

    assertThat(reader.observe(cart, "dc2")).isEmpty();
  }

  private Situation observe(String guess) {
    return reader.observe(cart, guess).orElseThrow().situation();
  }

  private static void assertSeesDatacenter2(Situation situation) {
    assertThat(situation.datacenter()).isEqualTo("dc2");
    assertThat(situation.covering()).extracting(WindowFact::name).containsExactly("w2");
    assertThat(situation.faults()).extracting(FaultFact::name).containsExactly("f2");
    assertThat(situation.holdsInDatacenter()).isTrue();
  }

  private void answer(String plural, String datacenter, String kind, String... names) {
    var items =
        List.of(names).stream()
            .map(name ->
                "{\"apiVersion\":\"rollguard.dev/v1alpha1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"uid\":\"%s\"},\"spec\":{\"datacenter\":\"%s\"}}"
                    .formatted(kind, name, name, datacenter))
            .toList();
    server
        .expect()
        .get()
        .withPath(
            "/apis/rollguard.dev/v1alpha1/%s?fieldSelector=spec.datacenter%%3D%s"
                .formatted(plural, datacenter))
        .andReturn(
            200,
            "{\"apiVersion\":\"rollguard.dev/v1alpha1\",\"kind\":\"%sList\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[%s]}"
                .formatted(kind, String.join(",", items)))
        .always();
  }
}
