package dev.rollguard.policy;

import dev.rollguard.core.gate.Mode;

/** Windows and faults to admission policies. Pure and deterministic. */
public final class PolicyCompiler {
  private PolicyCompiler() {}

  public static CompiledPolicies compile(PolicyInput in) {
    var out = new Compilation();
    HoldPolicy.of(in).addTo(out);
    in.windows().stream()
        .filter(w -> w.fact().mode() != Mode.Hold)
        .forEach(w -> new RefusalPolicy(in, w).addTo(out));
    new LabelPolicy(in).addTo(out);
    return out.result();
  }
}
