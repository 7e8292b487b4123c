package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.Severity;

/**
 * A fault; when it is resolved, then before anybody asks, and the windows say how long it counts.
 */
public record DrawnFault(String name, Severity severity, boolean resolved) {}
