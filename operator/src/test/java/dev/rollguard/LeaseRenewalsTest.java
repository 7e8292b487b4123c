package dev.rollguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.faults.Mishap;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeaseRenewalsTest {
  private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

  private final FaultyApiServer server = new FaultyApiServer();
  private Instant now = Instant.parse("2026-05-20T23:30:00Z");
  private final LeaseRenewals renewals = new LeaseRenewals(() -> now);
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(server.client().getConfiguration())
          .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("lease", renewals))
          .build();

  @BeforeEach
  void aLease() {
    server.has(
        "/apis/coordination.k8s.io/v1/namespaces/rollguard/leases/rollguard",
        "{\"apiVersion\":\"coordination.k8s.io/v1\",\"kind\":\"Lease\",\"metadata\":"
            + "{\"namespace\":\"rollguard\",\"name\":\"rollguard\"},\"spec\":{}}");
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void beforeAnyRenewalNoLeaseStands() {
    client.resources(Lease.class).inNamespace("rollguard").withName("rollguard").get();

    assertThat(renewals.standing(SIX_SECONDS)).isFalse();
  }

  @Test
  void aLeaseStandsFromItsRenewalUntilItRunsOut() {
    renew();

    now = now.plus(SIX_SECONDS).minusMillis(1);
    assertThat(renewals.standing(SIX_SECONDS)).isTrue();
    now = now.plusMillis(1);
    assertThat(renewals.standing(SIX_SECONDS)).isFalse();
    renew();
    assertThat(renewals.standing(SIX_SECONDS)).isTrue();
  }

  @Test
  void aRenewalThatIsRefusedIsNone() {
    server.fails("PUT .*", Mishap.CONFLICT);

    assertThatThrownBy(this::renew).isInstanceOf(KubernetesClientException.class);

    assertThat(renewals.standing(SIX_SECONDS)).isFalse();
  }

  private void renew() {
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("rollguard")
                .withName("rollguard")
                .endMetadata()
                .build())
        .update();
  }
}
