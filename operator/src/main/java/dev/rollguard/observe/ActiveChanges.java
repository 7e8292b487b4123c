package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.Change;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The unfinished Changes, with our own writes visible at once. */
public final class ActiveChanges {
  private static final String BY_WORKLOAD = "workload-uid";
  private static final String BY_DATACENTER = "datacenter";

  private final SharedIndexInformer<Change> informer;
  private final OwnWrites<Change> own;

  ActiveChanges(SharedIndexInformer<Change> informer) {
    this.informer = informer;
    informer.addIndexers(
        Map.of(
            BY_WORKLOAD, c -> List.of(workloadUid(c)),
            BY_DATACENTER, c -> List.of(c.getSpec().getDatacenter())));
    own = new OwnWrites<>(informer);
  }

  /** Remembers what the API server answered to our write. */
  public void wrote(Change change) {
    own.wrote(change);
  }

  /** The unfinished Changes of one Deployment. */
  public List<Change> of(Workload workload) {
    var uid = String.valueOf(workload.getMetadata().getUid());
    return own.over(
        () -> informer.getIndexer().byIndex(BY_WORKLOAD, uid), c -> uid.equals(workloadUid(c)));
  }

  /** The unfinished Changes of one datacenter, and those that ended a moment ago. */
  public List<Change> in(String datacenter) {
    return own.over(
        () -> informer.getIndexer().byIndex(BY_DATACENTER, datacenter),
        c -> datacenter.equals(c.getSpec().getDatacenter()));
  }

  /** One unfinished Change. */
  public Optional<Change> find(String namespace, String name) {
    return own.get(namespace, name);
  }

  /** All unfinished Changes. */
  public List<Change> all() {
    return own.over(informer.getStore()::list, c -> true);
  }

  private static String workloadUid(Change change) {
    return change.getSpec().getWorkloadRef().getUid();
  }
}
