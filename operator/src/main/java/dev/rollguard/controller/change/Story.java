package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.log.Keys;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.EventRecorder;
import dev.rollguard.record.EventRecorder.Type;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happened to a Deployment: condition, Event, log line and meters, always with the
 * reason and message of the decision. Fails open.
 */
final class Story {
  private static final Logger LOG = LoggerFactory.getLogger(Story.class);

  private final RolloutHeldCondition condition;
  private final EventRecorder events;
  private final RolloutMeters meters;

  Story(RolloutHeldCondition condition, EventRecorder events, RolloutMeters meters) {
    this.condition = condition;
    this.events = events;
    this.meters = meters;
  }

  void held(Workload workload, Decision decision, boolean news) {
    var reason = decision.firstHold().map(Verdict.Hold::reason).orElse(Reason.InternalError);
    condition.set(workload, true, reason, decision.message());
    if (news) {
      tell(workload, Type.Normal, "RolloutHeld", reason, decision.message());
      meters.held(reason);
    }
  }

  /** Nothing could be decided, or not be done. */
  void undecided(Workload workload, String message, boolean news) {
    condition.set(workload, true, Reason.InternalError, message);
    if (news) {
      tell(workload, Type.Warning, "RolloutHeld", Reason.InternalError, message);
      meters.held(Reason.InternalError);
    }
  }

  /** The hold had ended, and whoever ended it could not say so any more. */
  void heldNoMore(Workload workload, Reason reason) {
    if (workload.getStatus().getHeldCondition().startsWith("True")) {
      released(workload, reason, reason.sentence());
    }
  }

  void released(Workload workload, Reason reason, String message) {
    condition.set(workload, false, Reason.Released, message);
    tell(workload, Type.Normal, "RolloutReleased", reason, message);
    meters.released(reason);
  }

  void releaseTook(long nanos) {
    meters.releaseTook(nanos);
  }

  void pausedByFault(Workload workload, Decision decision, Verdict.Hold because) {
    condition.set(workload, true, because.reason(), decision.message());
    tell(workload, Type.Warning, "RolloutPausedByFault", because.reason(), because.message());
    meters.pausedByFault();
  }

  void rolledBack(Workload workload, Revision to, Verdict.Hold because) {
    var message =
        "Rolled back to revision %d, which ran healthy: %s"
            .formatted(to.number(), because.message());
    tell(workload, Type.Warning, "RolloutRolledBackByFault", Reason.RolledBackOnFault, message);
    meters.pausedByFault();
  }

  void canaryFailed(Workload workload, String message) {
    tell(
        workload,
        Type.Warning,
        "CanaryFailed",
        Reason.CanaryFailed,
        "The canary failed, so nothing was rolled out: %s."
            .formatted(Texts.withoutFullStop(message)));
  }

  static String reverted(Revision to, String cause) {
    return "The canary failed: %s; the template of revision %d, which runs, was put back."
        .formatted(Texts.withoutFullStop(cause), to.number());
  }

  void reverted(Workload workload, String message) {
    condition.set(workload, false, Reason.CanaryFailed, message);
    tell(workload, Type.Warning, "RolloutReverted", Reason.CanaryFailed, message);
  }

  /** Cancelled or rejected. */
  void takenBack(Workload workload, Reason reason, String message) {
    condition.set(workload, false, reason, message);
    tell(workload, Type.Normal, "Rollout" + reason, reason, message);
  }

  void undone(Workload workload, String message) {
    tell(workload, Type.Warning, "RolloutReverted", Reason.Reverted, message);
  }

  void nothingToRevertTo(Workload workload) {
    tell(
        workload,
        Type.Warning,
        "RolloutNotReverted",
        Reason.Reverted,
        "No other revision of Deployment/%s ran healthy, so it cannot be reverted."
            .formatted(workload.getMetadata().getName()));
  }

  void unguarded(Workload workload) {
    tell(
        workload,
        Type.Warning,
        "RolloutUnguarded",
        Reason.Unguarded,
        "The rollout started without being held; Rollguard paused it.");
    meters.unguarded();
  }

  void flapping(Workload workload) {
    var message =
        "The template was changed %d times within a minute, last by %s; find out who changes it. Until that ends, Rollguard looks at it every %d s."
            .formatted(Flapping.MOST, workload.getRequestedBy(), Flapping.SLOWER.toSeconds());
    tell(workload, Type.Warning, "RolloutFlapping", Reason.Flapping, message);
  }

  static String handOver(Workload workload) {
    var name = workload.getMetadata().getName();
    return "No ChangeWindow holds Deployment/%s any more; it was left paused, resume it with: kubectl rollout resume deployment/%s -n %s."
        .formatted(name, name, workload.getMetadata().getNamespace());
  }

  void handedOver(Workload workload, String message) {
    condition.set(workload, false, Reason.WindowDeleted, message);
    tell(workload, Type.Warning, "RolloutHandedOver", Reason.WindowDeleted, message);
  }

  void completed(Workload workload) {
    tell(workload, Type.Normal, "RolloutCompleted", Reason.Completed, Reason.Completed.sentence());
  }

  void failed(Workload workload) {
    tell(
        workload,
        Type.Warning,
        "RolloutFailed",
        Reason.ProgressDeadlineExceeded,
        Reason.ProgressDeadlineExceeded.sentence());
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
    tell(deleted, Type.Warning, "HeldDeploymentDeleted", Reason.Cancelled, message);
  }

  void twin(Workload twin, Workload held) {
    var message =
        "Deployment/%s, which no ChangeWindow covers, rolls out the images of Deployment/%s, which is held."
            .formatted(twin.getMetadata().getName(), held.getMetadata().getName());
    tell(twin, Type.Warning, "UngovernedTwin", Reason.NotCovered, message);
    tell(held, Type.Warning, "UngovernedTwin", Reason.NotCovered, message);
  }

  private void tell(Workload workload, Type type, String event, Reason reason, String message) {
    LOG.atInfo()
        .addKeyValue(Keys.EVENT, event)
        .addKeyValue(Keys.DEPLOYMENT, workload.path())
        .addKeyValue(Keys.REASON, reason)
        .addKeyValue(Keys.TOLD, message)
        .log("Told of a rollout.");
    events.record(workload, type, event, message);
  }
}
