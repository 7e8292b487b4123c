package dev.rollguard.core.gate;

import java.time.Duration;
import java.util.List;

/**
 * Approvals that a window wants of changes from a risk on.
 *
 * @param minRisk the mildest risk that needs them
 * @param count how many distinct people
 * @param groups of which an approver must be in one; empty: anybody
 * @param validFor how long an approval counts
 */
public record ApprovalDemand(Risk minRisk, int count, List<String> groups, Duration validFor) {

  /** Whether a change of this risk needs them. */
  boolean asksOf(Risk risk) {
    return risk.compareTo(minRisk) >= 0;
  }

  /** Whether somebody in these groups may decide. */
  public boolean admits(List<String> groupsOfApprover) {
    return groups.isEmpty() || groupsOfApprover.stream().anyMatch(groups::contains);
  }
}
