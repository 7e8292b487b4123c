package dev.rollguard.core.change;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a Deployment's rollout is, from its status.
 *
 * @param desired {@code spec.replicas}
 * @param progressing reason of the condition Progressing; empty when there is none
 * @param deadlineSeconds {@code spec.progressDeadlineSeconds}
 * @param rolledOutAt when the rollout that the condition tells of was complete, in seconds since
 *     1970; 0 when it tells of none that was
 */
public record RolloutStatus(
    long generation,
    long observedGeneration,
    int desired,
    int replicas,
    int updated,
    int available,
    String progressing,
    int deadlineSeconds,
    long rolledOutAt) {

  /** The reason of a rollout that is complete, as the deployment controller gives it. */
  public static final String COMPLETED = "NewReplicaSetAvailable";

  /** Every wanted pod is new and serves, and no old one is left: as kubectl rollout status asks. */
  public boolean complete() {
    return observed() && updated >= desired && replicas <= updated && available >= updated;
  }

  /** Whether any pod is wanted: else a rollout ends without that anything has run. */
  boolean wantsPods() {
    return desired > 0;
  }

  /**
   * Whether pods are being replaced. Pods that crash or are drained long after a rollout, and plain
   * scaling, are no rollout: the reason NewReplicaSetAvailable stays through them.
   */
  public boolean inMotion() {
    if (!observed() || complete() || stuck()) {
      return false;
    }
    return switch (progressing) {
      case COMPLETED, "DeploymentPaused" -> false;
      // No deadline, or resumed a moment ago: only old pods tell a rollout from scaling.
      case "", "DeploymentResumed" -> replicas > updated;
      default -> true;
    };
  }

  /** No progress within {@code progressDeadlineSeconds}. */
  public boolean stuck() {
    return observed() && progressing.equals("ProgressDeadlineExceeded");
  }

  /**
   * Old pods serve beside new ones, but the deployment controller still tells of the rollout
   * before: it lost its word about this one when its status met another write, and will not say
   * that its deadline is exceeded either.
   */
  public boolean untold() {
    return observed() && progressing.equals(COMPLETED) && replicas > updated;
  }

  /** When the deadline ends of a rollout that is untold since it was released. */
  Optional<Instant> deadline(Instant released) {
    return untold() && rolledOutAt <= released.getEpochSecond()
        ? Optional.of(released.plusSeconds(deadlineSeconds))
        : Optional.empty();
  }

  private boolean observed() {
    return observedGeneration >= generation;
  }
}
