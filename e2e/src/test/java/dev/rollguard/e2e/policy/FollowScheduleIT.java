package dev.rollguard.e2e.policy;

import static dev.rollguard.e2e.policy.Documents.following;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API server keeps the schedule by itself, by the times that it stamps. */
@OnPolicyCluster
class FollowScheduleIT {
  private final KubernetesClient client;
  private final Bench bench;
  private final Shop shop;

  FollowScheduleIT(PolicyCluster cluster) {
    client = cluster.client();
    bench = new Bench(client);
    shop = new Shop(client);
  }

  @AfterEach
  void cleanUp() {
    bench.lead(true);
    bench.close();
    shop.close();
  }

  @Test
  void itOpensAndClosesWithNobodyThere() {
    var opens = Instant.now().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS);
    var closes = opens.plusSeconds(5);
    bench.given(following(opens, closes)).enforced("follows");
    bench.lead(false);
    assertThat(isBornHeld()).as("before").isTrue();
    assertThat(bench.followedUntil("follows"))
        .hasValueSatisfying(t -> assertThat(t).isAfterOrEqualTo(closes));

    await().atMost(Duration.ofSeconds(60)).until(() -> !isBornHeld());
    assertThat(Instant.now()).isAfterOrEqualTo(opens);
    await().atMost(Duration.ofSeconds(60)).until(this::isBornHeld);
    assertThat(Instant.now()).isAfterOrEqualTo(closes);
  }

  private boolean isBornHeld() {
    return Boolean.TRUE.equals(shop.tryToCreate("probe").getSpec().getPaused());
  }

  @Test
  void aForgedStampDoesNotOpen() {
    shop.create("cart", Map.of());
    var opens = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
    bench.given(following(opens, opens.plusSeconds(60))).enforced("follows");
    var cart = shop.named("cart").require();
    cart.getMetadata().setResourceVersion(null);
    cart.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("second");

    cart.getMetadata().getManagedFields().add(Shop.stamp(opens.plusSeconds(1)));
    var forged = client.resource(cart).dryRun(true).update();

    assertThat(forged.getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .as("the API server takes the forged stamp")
        .contains("forger");
    assertThat(forged.getSpec().getPaused()).isTrue();
  }

  @Test
  void aWriteWithoutAnyStampIsHeld() {
    shop.create("cart", Map.of());
    var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    bench.given(following(since, since.plusSeconds(3600))).enforced("follows");
    var cart = shop.named("cart").require();
    cart.getMetadata().setResourceVersion(null);
    cart.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("second");

    var stamped = client.resource(cart).dryRun(true).update();
    cart.getMetadata().setManagedFields(List.of(new ManagedFieldsEntry()));
    var reset = client.resource(cart).dryRun(true).update();

    assertThat(stamped.getSpec().getPaused()).isNull();
    assertThat(reset.getSpec().getPaused()).isTrue();
  }

  @Test
  void manyWritesInOneSecondAllPassInAnOpening() {
    var since = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    bench.given(following(since, since.plusSeconds(3600))).enforced("follows");
    shop.create("cart", Map.of());

    for (int i = 0; i < 5; i++) {
      assertThat(shop.setImage("cart", "image" + i).getSpec().getPaused()).isNull();
    }
  }
}
