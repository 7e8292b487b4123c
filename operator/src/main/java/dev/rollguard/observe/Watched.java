package dev.rollguard.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All objects of a kind as their watch tells of them; or, while that watch is silent, as they were
 * listed last. A connection that a load balancer forgot brings nothing and does not end either, and
 * the client notices only after five to ten minutes.
 */
final class Watched<T extends HasMetadata> {
  private static final String BY_DATACENTER = "datacenter";

  private final SharedIndexInformer<T> informer;
  private final Function<T, String> datacenter;
  private volatile List<T> listed = List.of();
  private volatile boolean silent;
  private Set<String> missedBefore = Set.of();

  Watched(SharedIndexInformer<T> informer, Function<T, String> datacenter) {
    this.informer = informer;
    this.datacenter = datacenter;
    informer.addIndexers(Map.of(BY_DATACENTER, object -> List.of(datacenter.apply(object))));
  }

  List<T> of(String name) {
    return silent
        ? listed.stream().filter(object -> name.equals(datacenter.apply(object))).toList()
        : informer.getIndexer().byIndex(BY_DATACENTER, name);
  }

  List<T> all() {
    return silent ? listed : informer.getStore().list();
  }

  /**
   * Compares what was just listed with what the watch has told. What it missed twice in a row it
   * will not tell; an event may only have been late for one look.
   *
   * @return whether more is known than before
   */
  synchronized boolean compare(List<T> now) {
    var known = all().stream().map(Watched::version).collect(Collectors.toSet());
    var told = informer.getStore().list().stream().map(Watched::version).toList();
    var there = now.stream().map(Watched::version).collect(Collectors.toSet());
    var missed = new HashSet<>(there);
    told.forEach(version -> {
      if (!missed.remove(version)) {
        missed.add("not there any more: " + version);
      }
    });
    silent = missed.stream().anyMatch(missedBefore::contains);
    missedBefore = missed;
    listed = silent ? List.copyOf(now) : List.of();
    return silent && !known.equals(there);
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getUid() + " " + object.getMetadata().getResourceVersion();
  }
}
