package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects what the single policies contribute. */
final class Compilation {
  private final SortedMap<PolicyKey, HasMetadata> objects = new TreeMap<>();
  private final Map<String, CompiledPolicies.Part> windows = new TreeMap<>();
  private Instant renewAt = PublishedOpenings.FOREVER;

  void add(HasMetadata object) {
    objects.put(PolicyKey.of(object), object);
  }

  void part(
      PolicyWindow window, List<PolicyKey> keys, Optional<Instant> followed, List<?> meaning) {
    windows.put(
        window.name(),
        new CompiledPolicies.Part(Set.copyOf(keys), followed, meaning, window.generation()));
  }

  /** One more policy that a window takes part in. */
  void alsoPart(PolicyWindow window, List<PolicyKey> keys, List<?> meaning) {
    windows.computeIfPresent(
        window.name(),
        (name, part) -> {
          var objects = new HashSet<>(part.objects());
          objects.addAll(keys);
          return new CompiledPolicies.Part(
              objects, part.followedUntil(), List.of(part.meaning(), meaning), part.generation());
        });
  }

  void renewAt(Instant moment) {
    renewAt = PublishedOpenings.earlier(renewAt, moment);
  }

  CompiledPolicies result() {
    return new CompiledPolicies(objects, windows, renewAt);
  }
}
