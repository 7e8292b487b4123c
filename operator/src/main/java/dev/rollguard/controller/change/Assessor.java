package dev.rollguard.controller.change;

import dev.rollguard.core.gate.Assessment;
import dev.rollguard.core.risk.RiskFact;

/** Says how risky a request is; it always has an answer. */
public interface Assessor {
  Assessment assess(RiskFact fact);
}
