package dev.rollguard.core.gate;

import java.time.Duration;

/**
 * How many changes a window lets be in motion at once.
 *
 * @param soak how long after the end of one the next waits
 * @param acrossDatacenter whether all changes of the datacenter count; else those of the window
 */
public record ConcurrencyDemand(int maxInFlight, Duration soak, boolean acrossDatacenter) {}
