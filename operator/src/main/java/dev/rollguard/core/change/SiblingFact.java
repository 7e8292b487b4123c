package dev.rollguard.core.change;

/**
 * A Deployment that runs as the canary of another one.
 *
 * @param change name of the Change that a clone was made for; empty for a Deployment of the owner's
 * @param sameImages whether it runs the images that the other one is asked to run
 * @param ready whether all its pods serve
 * @param stuck whether it made no progress within its own deadline
 */
public record SiblingFact(
    String name, String change, boolean sameImages, boolean ready, boolean stuck) {}
