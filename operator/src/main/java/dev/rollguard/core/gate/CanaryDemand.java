package dev.rollguard.core.gate;

import java.time.Duration;
import java.util.List;

/**
 * A canary that a window wants to see before all pods are replaced.
 *
 * @param existing whether a Deployment of the owner's is the canary; else the operator makes a
 *     clone
 * @param size how many pods a clone has
 * @param soak how long it must have been healthy
 * @param deadline after that long without all of this it has failed
 * @param reverts whether the running template is put back when it fails
 */
public record CanaryDemand(
    boolean existing,
    CanarySize size,
    Duration soak,
    List<CheckDemand> checks,
    Duration deadline,
    boolean reverts) {}
