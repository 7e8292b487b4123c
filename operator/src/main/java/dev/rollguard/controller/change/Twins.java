package dev.rollguard.controller.change;

import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import java.util.Optional;

/**
 * Deployments that no window covers and that roll out the images of a held one beside it: as
 * somebody would who does not want to wait. Nothing stops them; they are told of.
 */
final class Twins {
  private final Observer observer;
  private final WorkloadCache workloads;
  private final WaysOut told;

  Twins(Observer observer, WorkloadCache workloads, WaysOut told) {
    this.observer = observer;
    this.workloads = workloads;
    this.told = told;
  }

  /**
   * Looks at a Deployment that may be one. Only its rollout matters: what ran before is no way out.
   */
  void look(Workload workload) {
    if (workload.isHeld() || workload.rollout().complete() || observer.governs(workload)) {
      return;
    }
    heldBeside(workload).ifPresent(held -> told.twin(workload, held));
  }

  private Optional<Workload> heldBeside(Workload workload) {
    var meta = workload.getMetadata();
    var images = workload.getSpec().getImagesHash();
    return workloads
        .all(w ->
            w.isHeld()
                && w.getMetadata().getNamespace().equals(meta.getNamespace())
                && !w.getMetadata().getUid().equals(meta.getUid())
                && w.getSpec().getImagesHash().equals(images)
                && observer.governs(w))
        .findFirst();
  }
}
