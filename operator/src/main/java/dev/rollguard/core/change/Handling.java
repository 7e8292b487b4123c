package dev.rollguard.core.change;

import dev.rollguard.core.gate.ApprovalFact;
import dev.rollguard.core.gate.Requesters;
import dev.rollguard.core.gate.Risk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a Change is handled by people and among the others.
 *
 * @param requesters who asked for it
 * @param approvals that name it
 * @param turnTime when its turn came; empty while it waits, and where nothing asks for one
 * @param refusedTime when the API server last refused to let it go; empty when it never did
 * @param breakGlass name of the override under which it was let through
 * @param cancel who takes it back, if anybody
 * @param revert who wants its rollout reverted, if anybody
 * @param wayBack whether Rollguard itself asked for it, to bring back what ran
 */
public record Handling(
    Requesters requesters,
    Risk risk,
    List<ApprovalFact> approvals,
    Optional<Instant> turnTime,
    Optional<Instant> refusedTime,
    Optional<String> breakGlass,
    Optional<Intervention> cancel,
    Optional<Intervention> revert,
    boolean wayBack) {

  /** Nobody did anything about it. */
  public static final Handling NONE =
      new Handling(
          Requesters.NONE,
          Risk.Critical,
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false);

  /** Whether somebody wants it not to run, or not any more. */
  boolean isTakenBack() {
    return takenBack().isPresent();
  }

  /** Who wants it not to run, or not any more. */
  public Optional<Intervention> takenBack() {
    return revert.or(() -> cancel);
  }

  /**
   * What somebody asked for.
   *
   * @param by the authenticated user; empty when nobody stamped it
   */
  public record Intervention(String by, String reason) {}
}
