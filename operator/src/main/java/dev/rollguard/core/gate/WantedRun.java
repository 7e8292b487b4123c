package dev.rollguard.core.gate;

/**
 * A run of checks that is to be started.
 *
 * @param attempt tells it from earlier runs of the same checks; the same attempt is never run twice
 */
public record WantedRun(CheckDemand check, String attempt) {}
