package dev.rollguard.core.gate;

import java.util.List;
import java.util.Optional;

/**
 * What people and other changes say about a rollout.
 *
 * @param change namespace and name of its Change, as {@code namespace/name}; empty when it has none
 * @param requesters who asked for it
 * @param requestedTime since when it stands in line for a turn, RFC 3339
 * @param approvals that name its Change
 * @param breakGlasses that may let it through
 * @param turn where it stands among the other changes
 * @param elsewhere how it does in the datacenters that come before
 */
public record Control(
    String change,
    Requesters requesters,
    String requestedTime,
    Risk risk,
    List<ApprovalFact> approvals,
    List<BreakGlassFact> breakGlasses,
    Turn turn,
    List<ElsewhereFact> elsewhere) {

  /** A rollout of which nobody said anything; so its risk is unknown and the worst is assumed. */
  public static final Control NONE =
      new Control(
          "",
          Requesters.NONE,
          "",
          Risk.Critical,
          List.of(),
          List.of(),
          new Turn.Aside(),
          List.of());

  /** Where a change stands among the others. */
  public sealed interface Turn {
    /** Something else holds it, so it does not wait for a turn. */
    record Aside() implements Turn {}

    /** Nothing else holds it; these are the others. */
    record Waits(List<NeighbourFact> others) implements Turn {}

    /** It has its turn. */
    record Has() implements Turn {}
  }

  /** The same, asked at another place among the others. */
  public Control at(Turn other) {
    return new Control(
        change, requesters, requestedTime, risk, approvals, breakGlasses, other, elsewhere);
  }

  Optional<ElsewhereFact> elsewhere(String datacenter) {
    return elsewhere.stream().filter(e -> e.datacenter().equals(datacenter)).findFirst();
  }
}
