package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a gate may look at: one rollout, one of the windows that cover it, the faults of
 * its datacenter.
 */
public record GateInput(
    Instant now, RolloutFact rollout, WindowFact window, List<FaultFact> faults) {}
