package dev.rollguard.core.change;

/**
 * How far a Deployment's rollout is, from its status.
 *
 * @param desired {@code spec.replicas}
 * @param progressing reason of the condition Progressing; empty when there is none
 */
public record RolloutStatus(
    long generation,
    long observedGeneration,
    int desired,
    int replicas,
    int updated,
    int available,
    String progressing) {

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
      case "NewReplicaSetAvailable", "DeploymentPaused" -> false;
      // No deadline, or resumed a moment ago: only old pods tell a rollout from scaling.
      case "", "DeploymentResumed" -> replicas > updated;
      default -> true;
    };
  }

  /** No progress within {@code progressDeadlineSeconds}. */
  public boolean stuck() {
    return observed() && progressing.equals("ProgressDeadlineExceeded");
  }

  private boolean observed() {
    return observedGeneration >= generation;
  }
}
