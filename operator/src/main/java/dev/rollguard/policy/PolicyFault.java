package dev.rollguard.policy;

import dev.rollguard.core.gate.FaultFact;

/** A fault and the datacenter that it is in. */
public record PolicyFault(String datacenter, FaultFact fact) {}
