package dev.rollguard.core.check;

import java.time.Duration;

/**
 * When a check takes its samples and what it puts up with.
 *
 * @param initialDelay from the start of the run to the first sample
 * @param interval from one sample to the next
 * @param count of the samples that a pass takes
 * @param timeout of one sample
 * @param failureLimit how many samples may fail
 * @param inconclusiveLimit how many may be inconclusive, and how many may have no data
 * @param noDataFails whether a sample without data counts as failed
 */
public record Pace(
    Duration initialDelay,
    Duration interval,
    int count,
    Duration timeout,
    int failureLimit,
    int inconclusiveLimit,
    boolean noDataFails) {}
