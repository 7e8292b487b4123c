package dev.rollguard.controller.change;

import dev.rollguard.observe.Workload;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was done to Deployments and is not on record yet. When a fault opens or ends, many wait, and
 * what stops or releases the next one comes before what tells of this one: so a pass that acts
 * leaves the telling to the next pass over the same Deployment, which queues behind the others. If
 * that never comes, the next operator learns from the Deployment what was done.
 */
final class Unrecorded {
  private final Map<String, Runnable> rest = new ConcurrentHashMap<>();

  private final InstantSource clock;

  Unrecorded(InstantSource clock) {
    this.clock = clock;
  }

  /** To be run by the next pass over the Deployment, which is asked for at once. */
  Steps.Result later(Workload workload, Runnable telling) {
    rest.put(workload.getMetadata().getUid(), telling);
    return new Steps.Result.Done(Optional.of(clock.instant()));
  }

  /** Tells what the last pass did. */
  void settle(Workload workload) {
    var telling = rest.remove(workload.getMetadata().getUid());
    if (telling != null) {
      telling.run();
    }
  }
}
