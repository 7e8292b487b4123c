package dev.rollguard.core.gate;

import java.util.List;
import java.util.Optional;

/**
 * What a window wants, besides an open calendar and no fault, before it lets a rollout pass.
 *
 * @param verify checks that a fault must pass after its resolution
 * @param approvals that people must give
 * @param concurrency how many changes may be in motion at once; empty: any number
 * @param after datacenters that come before this one
 */
public record Demands(
    List<PreTestDemand> preTests,
    Optional<CanaryDemand> canary,
    List<CheckDemand> verify,
    List<ApprovalDemand> approvals,
    Optional<ConcurrencyDemand> concurrency,
    List<AfterDemand> after) {
  public static final Demands NONE = new Demands(List.of(), Optional.empty(), List.of());

  /** Evidence alone. */
  public Demands(
      List<PreTestDemand> preTests, Optional<CanaryDemand> canary, List<CheckDemand> verify) {
    this(preTests, canary, verify, List.of(), Optional.empty(), List.of());
  }

  /** Whether a rollout must prove something by itself, be approved, or wait for others. */
  public boolean wantMore() {
    return !preTests.isEmpty()
        || canary.isPresent()
        || !approvals.isEmpty()
        || concurrency.isPresent()
        || !after.isEmpty();
  }
}
