package dev.rollguard.observe;

import dev.rollguard.core.gate.RunFact;
import java.util.List;

/** Nobody has tried anything. */
public final class NoEvidence implements Runs {
  @Override
  public List<RunFact> ofChange(String namespace, String change) {
    return List.of();
  }

  @Override
  public List<RunFact> ofFault(String fault) {
    return List.of();
  }
}
