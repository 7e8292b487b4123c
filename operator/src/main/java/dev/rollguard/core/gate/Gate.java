package dev.rollguard.core.gate;

/** One question that a rollout must pass. */
interface Gate {
  Verdict check(GateInput in);
}
