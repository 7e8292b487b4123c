package dev.rollguard.core.change;

import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.ElsewhereFact;
import dev.rollguard.core.gate.NeighbourFact;
import java.util.List;

/**
 * What is around a Deployment, beyond its own windows and faults.
 *
 * @param breakGlasses overrides that have not ended
 * @param elsewhere how the Deployments of its name do in the datacenters that come before its own
 * @param neighbours the other changes of its datacenter; asked only when nothing else holds
 */
public record Around(
    List<BreakGlassFact> breakGlasses, List<ElsewhereFact> elsewhere, Neighbours neighbours) {

  /** There is nothing. */
  public static final Around NONE = new Around(List.of(), List.of(), change -> List.of());

  /** The other changes of a datacenter. */
  public interface Neighbours {
    /** Those that are in motion, have just ended, or are ready and may come first. */
    List<NeighbourFact> of(ChangeFact change);
  }
}
