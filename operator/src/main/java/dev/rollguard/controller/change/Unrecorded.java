package dev.rollguard.controller.change;

import dev.rollguard.observe.Workload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was done to Deployments and is not on record yet. When a fault opens or ends, many wait, and
 * what stops or releases the next one comes before what tells of this one: so a pass that acts
 * leaves the telling to the next pass over the same Deployment, which queues behind the others. If
 * that never comes, the next operator learns from the Deployment what was done.
 */
final class Unrecorded {
  private final Map<String, Runnable> rest = new ConcurrentHashMap<>();

  /** To be run by the next pass over the Deployment. */
  void add(Workload workload, Runnable telling) {
    rest.put(workload.getMetadata().getUid(), telling);
  }

  /** Tells what the last pass did. */
  void settle(Workload workload) {
    var telling = rest.remove(workload.getMetadata().getUid());
    if (telling != null) {
      telling.run();
    }
  }
}
