package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.observe.Workload;
import dev.rollguard.observe.WorkloadSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DatacenterPodsTest {
  private static final Instant NOW = Instant.parse("2026-05-21T09:00:00Z");

  private final List<Workload> workloads = new ArrayList<>();
  private final AtomicInteger counts = new AtomicInteger();
  private final WorkloadCache cache = new WorkloadCache();
  private final DatacenterPods pods =
      new DatacenterPods(cache, w -> w.getMetadata().getNamespace());

  DatacenterPodsTest() {
    cache.fill(indexed());
  }

  @SuppressWarnings("unchecked")
  private IndexerResourceCache<Workload> indexed() {
    return (IndexerResourceCache<Workload>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {IndexerResourceCache.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("list")) {
                counts.incrementAndGet();
                return workloads.stream().filter((Predicate<Workload>) arguments[0]);
              }
              return null;
            });
  }

  private void has(String datacenter, int replicas) {
    var workload = new Workload();
    workload.setMetadata(new ObjectMetaBuilder().withNamespace(datacenter).build());
    var spec = new WorkloadSpec();
    spec.setReplicas(replicas);
    workload.setSpec(spec);
    workloads.add(workload);
  }

  @Test
  void thePodsOfEachDatacenterAreAdded() {
    has("dc1", 3);
    has("dc2", 10);
    has("dc1", 4);

    assertThat(pods.of("dc1", NOW)).isEqualTo(7);
    assertThat(pods.of("dc2", NOW)).isEqualTo(10);
    assertThat(pods.of("dc3", NOW)).isZero();
  }

  @Test
  void allDatacentersAreCountedTogetherOnceASecond() {
    has("dc1", 3);
    pods.of("dc1", NOW);
    has("dc1", 4);

    assertThat(pods.of("dc1", NOW.plusMillis(999))).isEqualTo(3);
    assertThat(pods.of("dc2", NOW.plusMillis(999))).isZero();
    assertThat(counts).hasValue(1);
    assertThat(pods.of("dc1", NOW.plusMillis(1_000))).isEqualTo(7);
    assertThat(counts).hasValue(2);
  }

  /** A clock that was set back must not keep an old count for hours. */
  @Test
  void aCountOfTheFutureIsNotFresh() {
    pods.of("dc1", NOW);
    has("dc1", 4);

    assertThat(pods.of("dc1", NOW.minusSeconds(3_600))).isEqualTo(4);
  }
}
