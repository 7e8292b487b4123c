package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Active objects with our own writes visible at once: what was written stands over what the watch
 * has brought until the watch has caught up.
 */
final class OwnWrites<T extends HasMetadata> {
  private static final int REMEMBERED = 1024;

  private final SharedIndexInformer<T> informer;
  private final Map<String, T> written = new LinkedHashMap<>();

  /** The last versions of objects that are gone: the watch or answers to writes may come later. */
  private final Map<String, Long> gone =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  OwnWrites(SharedIndexInformer<T> informer) {
    this.informer = informer;
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(T object) {
            brought(object);
          }

          @Override
          public void onUpdate(T before, T after) {
            brought(after);
          }

          @Override
          public void onDelete(T object, boolean finalStateUnknown) {
            takenAway(object);
          }
        });
  }

  /** Remembers what the API server answered to our write. */
  synchronized void wrote(T object) {
    var key = key(object);
    if (gone(object)) {
      return;
    }
    var behind = written.put(key, object) != null;
    var seen = informer.getStore().getByKey(key);
    if (seen != null) {
      caughtUp(seen);
    } else if (!active(object) && !behind) {
      // The watch has taken it away already; had it been behind, it would bring it once more.
      written.remove(key);
    }
  }

  private synchronized void brought(T object) {
    gone.remove(key(object)); // a list that was behind may have lacked it
    caughtUp(object);
  }

  private void caughtUp(T seen) {
    written.computeIfPresent(key(seen), (k, ours) -> version(seen) >= version(ours) ? null : ours);
  }

  /** Nothing that is known of the object until now counts any more. */
  synchronized void takenAway(T object) {
    written.remove(key(object));
    gone.put(key(object), version(object));
  }

  private boolean gone(T object) {
    return version(object) <= gone.getOrDefault(key(object), -1L);
  }

  /**
   * What the watch has brought and we wrote since, as far as it is active and wanted.
   *
   * @param seen asks the informer; not before nobody can catch up any more
   */
  synchronized List<T> over(Supplier<List<T>> seen, Predicate<T> wanted) {
    var fresh = written.values().stream().filter(wanted).toList();
    var freshKeys = fresh.stream().map(OwnWrites::key).collect(Collectors.toSet());
    return Stream.concat(
            seen.get().stream().filter(c -> !freshKeys.contains(key(c))), fresh.stream())
        .filter(OwnWrites::active)
        .filter(c -> !gone(c))
        .toList();
  }

  /** One object, if it is active. */
  synchronized Optional<T> get(String namespace, String name) {
    var key = namespace + "/" + name;
    return Optional.ofNullable(written.getOrDefault(key, informer.getStore().getByKey(key)))
        .filter(OwnWrites::active)
        .filter(o -> !gone(o));
  }

  /** The newest of what another cache has, what the watch has brought and what we wrote. */
  synchronized Optional<T> newest(T known) {
    var key = key(known);
    return Stream.of(known, informer.getStore().getByKey(key), written.get(key))
        .filter(o -> o != null && !gone(o))
        .max((a, b) -> Long.compare(version(a), version(b)))
        .filter(OwnWrites::active);
  }

  private static boolean active(HasMetadata object) {
    return object.getMetadata().getLabels().containsKey(Labels.ACTIVE);
  }

  private static String key(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }

  private static long version(HasMetadata object) {
    return Long.parseLong(object.getMetadata().getResourceVersion());
  }
}
