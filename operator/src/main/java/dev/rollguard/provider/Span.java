package dev.rollguard.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * The points of a range query.
 *
 * @param to included
 */
public record Span(Instant from, Instant to, Duration step) {}
