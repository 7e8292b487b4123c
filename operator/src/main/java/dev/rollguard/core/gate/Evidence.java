package dev.rollguard.core.gate;

import java.util.List;
import java.util.Optional;

/**
 * What is known about a requested template by trying it.
 *
 * @param templateHash evidence about another template does not count
 * @param runs of checks, for this Change
 * @param canaryServes whether all pods of that canary serve at this moment
 * @param isCanary whether the Deployment is itself the canary of another one
 */
public record Evidence(
    String templateHash,
    List<RunFact> runs,
    Optional<CanaryFact> canary,
    boolean canaryServes,
    boolean isCanary) {

  /** Nothing has been tried yet. */
  public static Evidence none(String templateHash, boolean isCanary) {
    return new Evidence(templateHash, List.of(), Optional.empty(), false, isCanary);
  }
}
