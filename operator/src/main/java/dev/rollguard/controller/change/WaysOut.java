package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.EventRecorder.Type;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what somebody may do who does not want to wait: as a Warning, and as a log line. */
final class WaysOut {
  private static final Logger LOG = LoggerFactory.getLogger(WaysOut.class);

  private final EventRecorder events;

  WaysOut(EventRecorder events) {
    this.events = events;
  }

  /** Its Deployment went, and the Change with it. */
  void heldDeploymentDeleted(Change change, String message) {
    var ref = change.getSpec().getWorkloadRef();
    var deleted = new Workload();
    deleted.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(change.getMetadata().getNamespace())
            .withName(ref.getName())
            .withUid(ref.getUid())
            .build());
    tell(deleted, "HeldDeploymentDeleted", message);
  }

  /** On both, for whoever looks at one of them. */
  void twin(Workload twin, Workload held) {
    var message =
        "Deployment/%s, which no ChangeWindow holds, rolls out the images of Deployment/%s, which is held."
            .formatted(twin.getMetadata().getName(), held.getMetadata().getName());
    tell(twin, "UngovernedTwin", message);
    tell(held, "UngovernedTwin", message);
  }

  private void tell(Workload workload, String event, String message) {
    LOG.atWarn()
        .addKeyValue(Keys.EVENT, event)
        .addKeyValue(Keys.DEPLOYMENT, workload.path())
        .addKeyValue(Keys.TOLD, message)
        .log("Told of a way out of a hold.");
    events.record(workload, Type.Warning, event, message);
  }
}
