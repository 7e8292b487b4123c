package dev.rollguard.core.change;

import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.CanaryDemand;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.core.gate.WantedRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about one Deployment.
 *
 * @param superseded unfinished Changes that a newer request replaced
 * @param strayClone whether a clone runs that no canary needs any more
 * @param step the one thing to do now
 */
public record Plan(List<ChangeFact> superseded, boolean strayClone, Step step) {

  /** One step; the next observation leads to the next one. */
  public sealed interface Step {
    /**
     * Nothing to do until something changes.
     *
     * @param lookAgainAt when time alone may change that
     */
    record Nothing(Optional<Instant> lookAgainAt) implements Step {
      static final Nothing FOR_NOW = new Nothing(Optional.empty());
    }

    /** A request without a record: read more, write its Change, plan again. */
    record TakeIn() implements Step {}

    /** Let the rollout start. Without a change when no window covers the Deployment. */
    record Release(Optional<ChangeFact> change, Decision decision) implements Step {}

    /** Held; say why. */
    record KeepHeld(ChangeFact change, Decision decision) implements Step {}

    /** What the canary of a held Change needs next. */
    sealed interface OfCanary extends Step {
      ChangeFact change();
    }

    /** Nothing but the canary is missing: note that it begins. */
    record BeginCanary(ChangeFact change, Decision decision, CanaryDemand demand)
        implements OfCanary {}

    /** A canary was begun and its clone is not there. */
    record MakeClone(ChangeFact change, Decision decision, CanaryDemand demand)
        implements OfCanary {}

    /** All pods of the canary serve, or do so no more: note it. */
    record NoteHealth(ChangeFact change, boolean healthy) implements OfCanary {}

    /** The canary is healthy; start its checks. */
    record CheckCanary(ChangeFact change, Decision decision, List<WantedRun> wanted)
        implements OfCanary {}

    /** Something else holds now: a canary is a change too. It begins anew later. */
    record StopCanary(ChangeFact change) implements OfCanary {}

    /** The canary failed for good. */
    record FailCanary(ChangeFact change, String message) implements OfCanary {}

    /** The canary failed and the window wants the running template back. */
    record Revert(ChangeFact change) implements OfCanary {}

    /** Nothing but its turn among the other changes is missing, and that has come: note it. */
    record TakeTurn(ChangeFact change, Decision decision) implements Step {}

    /** Something else holds it now: others may go first. */
    record LeaveTurn(ChangeFact change) implements Step {}

    /** An override lets it through: that goes on record before it does. */
    record NoteOverride(ChangeFact change, Decision decision, BreakGlassFact override)
        implements Step {}

    /** The override that was noted let nothing through and does not any more: take that back. */
    record DropOverride(ChangeFact change) implements Step {}

    /** Somebody took it back, or rejected it: put the running template back. */
    record Cancel(ChangeFact change, Reason reason, String message) implements Step {}

    /** Somebody wants a rollout that runs to be reverted to the last healthy revision. */
    record Undo(ChangeFact change, Handling.Intervention asked) implements Step {}

    /** The window is gone: leave it paused, give it back to its owner. */
    record HandOver(Optional<ChangeFact> change) implements Step {}

    /** The Deployment is released; its Change does not say so yet. */
    record NoteRelease(ChangeFact change) implements Step {}

    /** The hold was ended by somebody else, still paused. */
    record Abandon(ChangeFact change) implements Step {}

    /** A rollout in motion meets an open fault, or runs although nobody released it. */
    record Pause(ChangeFact change, Verdict.Hold because) implements Step {}

    /** As {@link Pause}, but back to the revision that ran healthy. */
    record RollBack(ChangeFact change, Verdict.Hold because) implements Step {}

    /**
     * The rollout finished.
     *
     * @param reason whether its template ran healthy, or never ran
     */
    record Complete(ChangeFact change, Reason reason) implements Step {}

    /** The rollout ran into its progress deadline. */
    record Fail(ChangeFact change) implements Step {}
  }
}
