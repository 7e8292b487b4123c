package dev.rollguard.core.risk;

import java.time.Duration;
import java.util.Optional;

/**
 * What happened here before.
 *
 * @param openFaults faults of the datacenter that are not closed
 * @param sinceFaultClosed since the last one was resolved and closed; empty when none is known
 * @param sinceFailure since a change of this Deployment failed; empty when none is known
 * @param sinceChange since another template was rolled out here; empty when none is known
 */
public record PastFact(
    int openFaults,
    Optional<Duration> sinceFaultClosed,
    Optional<Duration> sinceFailure,
    Optional<Duration> sinceChange) {}
