package dev.rollguard.core.gate;

/**
 * The rollout that is asked for.
 *
 * @param deployment name of the Deployment, without its namespace
 * @param ownPause whether its owner paused it
 * @param evidence what is known about the requested template by trying it
 */
public record RolloutFact(
    String namespace,
    String deployment,
    String datacenter,
    ChangeType type,
    boolean ownPause,
    Evidence evidence) {

  /** A rollout about whose template nothing is known. */
  public RolloutFact(
      String namespace, String deployment, String datacenter, ChangeType type, boolean ownPause) {
    this(namespace, deployment, datacenter, type, ownPause, Evidence.none("", false));
  }
}
