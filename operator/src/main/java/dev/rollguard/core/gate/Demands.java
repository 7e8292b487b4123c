package dev.rollguard.core.gate;

import java.util.List;
import java.util.Optional;

/**
 * The evidence that a window wants before it lets a rollout pass.
 *
 * @param verify checks that a fault must pass after its resolution
 */
public record Demands(
    List<PreTestDemand> preTests, Optional<CanaryDemand> canary, List<CheckDemand> verify) {
  public static final Demands NONE = new Demands(List.of(), Optional.empty(), List.of());

  /** Whether a rollout must prove something by itself. */
  public boolean wantTrials() {
    return !preTests.isEmpty() || canary.isPresent();
  }
}
