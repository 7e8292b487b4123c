package dev.rollguard.core.change;

import java.util.Optional;

/**
 * What runs as a Deployment's canary.
 *
 * @param isOne whether the Deployment is itself the canary of another one
 * @param cloned what the operator made
 * @param existing what its owner runs as its canary
 */
public record Canaries(
    boolean isOne, Optional<SiblingFact> cloned, Optional<SiblingFact> existing) {
  public static final Canaries NONE = new Canaries(false, Optional.empty(), Optional.empty());
}
