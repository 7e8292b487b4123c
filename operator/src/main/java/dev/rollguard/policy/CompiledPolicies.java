package dev.rollguard.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the cluster must contain.
 *
 * @param objects in the order of their creation
 * @param windows what each window takes part in, by its name
 * @param renewAt when to compile again although nothing changed
 */
public record CompiledPolicies(
    SortedMap<PolicyKey, HasMetadata> objects, Map<String, Part> windows, Instant renewAt) {

  /** Nothing compiled yet. */
  static final CompiledPolicies NONE =
      new CompiledPolicies(new TreeMap<>(), Map.of(), PublishedOpenings.FOREVER);

  public CompiledPolicies {
    objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
    windows = Collections.unmodifiableSortedMap(new TreeMap<>(windows));
  }

  /**
   * What one window contributes.
   *
   * @param objects that must be in force for it
   * @param followedUntil until when the API server knows the schedule; empty when it holds always
   * @param meaning equal as long as a new text of the objects says the same about this window
   * @param generation of the window's spec
   */
  public record Part(
      Set<PolicyKey> objects, Optional<Instant> followedUntil, List<?> meaning, long generation) {
    public Part {
      objects = Set.copyOf(objects);
    }
  }
}
