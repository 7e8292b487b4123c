package dev.rollguard.core.risk;

/**
 * How much a change may hit.
 *
 * @param replicas pods that the Deployment wants
 * @param datacenterPods pods that all Deployments of its datacenter want together
 */
public record BlastFact(long replicas, long datacenterPods) {
  /** From 0 to 1; a Deployment that is not counted yet is at most all there is. */
  double share() {
    var all = Math.max(replicas, datacenterPods);
    return all <= 0 ? 0 : (double) replicas / all;
  }
}
