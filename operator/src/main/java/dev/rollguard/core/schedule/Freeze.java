package dev.rollguard.core.schedule;

import java.time.Instant;

/** A freeze in force in {@code [from, until)}; the reason is never empty. */
public record Freeze(String name, String reason, Instant from, Instant until) {}
