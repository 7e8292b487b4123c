package dev.rollguard.controller.change;

import dev.rollguard.observe.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How many pods all Deployments of a datacenter want. Many requests may come at once, and each
 * count looks at every Deployment: so all datacenters are counted together, once a second at most.
 */
final class DatacenterPods {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private record Count(Instant time, Map<String, Long> pods) {
    boolean freshAt(Instant now) {
      return !now.isBefore(time) && now.isBefore(time.plus(FRESH));
    }
  }

  private final WorkloadCache workloads;
  private final Function<Workload, String> datacenter;
  private Optional<Count> last = Optional.empty();

  DatacenterPods(WorkloadCache workloads, Function<Workload, String> datacenter) {
    this.workloads = workloads;
    this.datacenter = datacenter;
  }

  synchronized long of(String name, Instant now) {
    var count = last.filter(c -> c.freshAt(now)).orElseGet(() -> new Count(now, count()));
    last = Optional.of(count);
    return count.pods().getOrDefault(name, 0L);
  }

  private Map<String, Long> count() {
    return workloads
        .all(w -> true)
        .collect(
            Collectors.groupingBy(
                datacenter, Collectors.summingLong(w -> w.getSpec().getReplicas())));
  }
}
