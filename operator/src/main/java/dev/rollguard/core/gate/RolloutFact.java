package dev.rollguard.core.gate;

/**
 * The rollout that is asked for.
 *
 * @param deployment name of the Deployment, without its namespace
 * @param ownPause whether its owner paused it
 * @param evidence what is known about the requested template by trying it
 * @param control what people and other changes say about it
 */
public record RolloutFact(
    String namespace,
    String deployment,
    String datacenter,
    ChangeType type,
    boolean ownPause,
    Evidence evidence,
    Control control) {

  /** A rollout about whose template nothing is known. */
  public RolloutFact(
      String namespace, String deployment, String datacenter, ChangeType type, boolean ownPause) {
    this(namespace, deployment, datacenter, type, ownPause, Evidence.none("", false));
  }

  /** A rollout of which nobody said anything. */
  public RolloutFact(
      String namespace,
      String deployment,
      String datacenter,
      ChangeType type,
      boolean ownPause,
      Evidence evidence) {
    this(namespace, deployment, datacenter, type, ownPause, evidence, Control.NONE);
  }

  /** The same, asked at another place among the other changes. */
  public RolloutFact at(Control.Turn turn) {
    return new RolloutFact(
        namespace, deployment, datacenter, type, ownPause, evidence, control.at(turn));
  }
}
