package dev.rollguard.observe;

import dev.rollguard.core.gate.RunFact;
import java.util.List;

/** The runs of checks that may be evidence. */
public interface Runs {
  /** Those that are about a Change. */
  List<RunFact> ofChange(String namespace, String change);

  /** Those that are about a Fault. */
  List<RunFact> ofFault(String fault);
}
