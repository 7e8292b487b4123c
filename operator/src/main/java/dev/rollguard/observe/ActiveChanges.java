package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The unfinished Changes, with our own writes visible at once: what was written stands over what
 * the watch has brought until the watch has caught up.
 */
public final class ActiveChanges {
  private static final String BY_WORKLOAD = "workload-uid";

  private final SharedIndexInformer<Change> informer;
  private final Map<String, Change> written = new ConcurrentHashMap<>();

  ActiveChanges(SharedIndexInformer<Change> informer) {
    this.informer = informer;
    informer.addIndexers(Map.of(BY_WORKLOAD, c -> List.of(workloadUid(c))));
    informer.addEventHandler(
        new ResourceEventHandler<>() {
          @Override
          public void onAdd(Change change) {
            caughtUp(change);
          }

          @Override
          public void onUpdate(Change before, Change after) {
            caughtUp(after);
          }

          @Override
          public void onDelete(Change change, boolean finalStateUnknown) {
            written.remove(key(change));
          }
        });
  }

  /** Remembers what the API server answered to our write. */
  public void wrote(Change change) {
    var key = key(change);
    var behind = written.put(key, change) != null;
    var seen = informer.getStore().getByKey(key);
    if (seen != null) {
      caughtUp(seen);
    } else if (!active(change) && !behind) {
      // The watch has taken it away already; had it been behind, it would bring it once more.
      written.remove(key);
    }
  }

  private void caughtUp(Change seen) {
    written.computeIfPresent(key(seen), (k, ours) -> version(seen) >= version(ours) ? null : ours);
  }

  /** The unfinished Changes of one Deployment. */
  public List<Change> of(Workload workload) {
    var uid = String.valueOf(workload.getMetadata().getUid());
    return overlaid(informer.getIndexer().byIndex(BY_WORKLOAD, uid).stream(), uid);
  }

  /** All unfinished Changes. */
  public List<Change> all() {
    return overlaid(informer.getStore().list().stream(), "");
  }

  private List<Change> overlaid(Stream<Change> seen, String uid) {
    var fresh =
        written.values().stream().filter(c -> uid.isEmpty() || uid.equals(workloadUid(c))).toList();
    var freshKeys = fresh.stream().map(ActiveChanges::key).collect(Collectors.toSet());
    return Stream.concat(seen.filter(c -> !freshKeys.contains(key(c))), fresh.stream())
        .filter(ActiveChanges::active)
        .toList();
  }

  private static boolean active(Change change) {
    return change.getMetadata().getLabels().containsKey(Labels.ACTIVE);
  }

  private static String workloadUid(Change change) {
    return change.getSpec().getWorkloadRef().getUid();
  }

  private static String key(Change change) {
    return change.getMetadata().getNamespace() + "/" + change.getMetadata().getName();
  }

  private static long version(Change change) {
    return Long.parseLong(change.getMetadata().getResourceVersion());
  }
}
