package dev.rollguard.core.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the Deployments of the same name do in another datacenter.
 *
 * @param faults of that datacenter
 */
public record ElsewhereFact(String datacenter, List<Peer> peers, List<FaultFact> faults) {

  /**
   * A Deployment of the same name there.
   *
   * @param sameTemplate whether its pod template is the requested one
   * @param healthySince since when all its pods run that and serve; empty while they do not
   * @param waitsFor the datacenters that come before its own
   */
  public record Peer(
      String namespace,
      String name,
      boolean sameTemplate,
      Optional<Instant> healthySince,
      Set<String> waitsFor) {}
}
