package dev.rollguard.core.risk;

import dev.rollguard.core.gate.ChangeType;

/** All that a rule may know of a change; measured, never typed in. */
public record RiskFact(ChangeType type, TemplateFact template, BlastFact blast, PastFact past) {}
