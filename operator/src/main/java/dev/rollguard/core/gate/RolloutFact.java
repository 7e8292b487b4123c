package dev.rollguard.core.gate;

/**
 * The rollout that is asked for.
 *
 * @param deployment name of the Deployment, without its namespace
 * @param ownPause whether its owner paused it
 */
public record RolloutFact(
    String namespace, String deployment, String datacenter, ChangeType type, boolean ownPause) {}
