package dev.rollguard.core.gate;

import java.time.Duration;

/** A datacenter that must have run the same template healthy for so long. */
public record AfterDemand(String datacenter, Duration soak) {}
