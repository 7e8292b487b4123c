package dev.rollguard.cli.request;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.observe.Facts;
import dev.rollguard.observe.Runs;
import java.time.Instant;
import java.util.List;

/** What holds every change of a datacenter, whatever the change is. */
public final class WhatHolds {
  /** What a fault's checks said cannot be known here; a fault that needs them counts as open. */
  public static final Runs NO_RUNS =
      new Runs() {
        @Override
        public List<RunFact> ofChange(String namespace, String change) {
          return List.of();
        }

        @Override
        public List<RunFact> ofFault(String fault) {
          return List.of();
        }
      };

  private WhatHolds() {}

  /** One sentence for each refusal; none when an ordinary change rolls out. */
  public static List<String> in(
      String datacenter, List<ChangeWindow> windows, List<Fault> faults, Instant now) {
    var facts = new Facts(NO_RUNS);
    var standing =
        windows.stream()
            .filter(w -> datacenter.equals(w.getSpec().getDatacenter()))
            .map(w -> facts.window(w).withoutTrials())
            .filter(w -> w.mode() != Mode.Warn)
            .toList();
    var any = new RolloutFact("", "any", datacenter, ChangeType.Update, false);
    return Gates.decide(now, any, standing, facts.faults(faults, datacenter, now)).holds().stream()
        .map(Verdict.Hold::message)
        .distinct()
        .toList();
  }
}
