package dev.rollguard.controller.change;

import dev.rollguard.observe.Siblings;
import dev.rollguard.observe.Workload;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Deployments as the controller caches them. Empty until it has started. */
final class WorkloadCache implements Siblings {
  private static final String BY_MAIN = "canary-of-or-for";
  private static final String BY_NAME = "name";
  private @Nullable IndexerResourceCache<Workload> cache;

  void fill(IndexerResourceCache<Workload> started) {
    started.addIndexers(
        Map.of(BY_MAIN, WorkloadCache::mains, BY_NAME, w -> List.of(w.getMetadata().getName())));
    cache = started;
  }

  private static List<String> mains(Workload workload) {
    return Stream.of(workload.getCanaryOf(), workload.getCanaryFor())
        .filter(name -> !name.isEmpty())
        .map(name -> workload.getMetadata().getNamespace() + "/" + name)
        .toList();
  }

  @Override
  public List<Workload> canariesOf(String namespace, String deployment) {
    return cache == null ? List.of() : cache.byIndex(BY_MAIN, namespace + "/" + deployment);
  }

  @Override
  public Optional<Workload> find(String namespace, String name) {
    return cache == null ? Optional.empty() : cache.get(new ResourceID(name, namespace));
  }

  @Override
  public List<Workload> named(String name) {
    return cache == null ? List.of() : cache.byIndex(BY_NAME, name);
  }

  Stream<Workload> all(Predicate<Workload> test) {
    return cache == null ? Stream.of() : cache.list(test);
  }
}
