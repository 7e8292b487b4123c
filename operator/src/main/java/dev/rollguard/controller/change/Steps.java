package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Planner;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import dev.rollguard.record.BreakGlassWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Carries out plans: acts on the Deployment first, then records. */
final class Steps {
  /** How a pass over one Deployment ended. */
  sealed interface Result {
    /** Done until something changes, or until then. */
    record Done(Optional<Instant> retryAt) implements Result {}

    /** Something was written; look again with the Deployment as it is now. */
    record Again(Workload workload) implements Result {}
  }

  static final Result DONE = new Result.Done(Optional.empty());

  /** Until the watch tells that a clone is gone. */
  private static final Duration CLONE_GOES = Duration.ofMillis(200);

  private final Parts parts;
  private final Holds holds;
  private final ChangeRecords records;
  private final Intake intake;
  private final LiveReader reader;
  private final Observer observer;
  private final Story story;
  private final InstantSource clock;
  private final BooleanSupplier leading;
  private final CanaryWork canaries;
  private final Undecided undecided;
  private final Notes notes;
  private final CanarySteps canarySteps;
  private final Flapping flapping = new Flapping();
  private final Unrecorded unrecorded;
  private final Stops stops;
  private final Turns turns;
  private final Interventions interventions;
  private final Succession succession;

  Steps(Parts parts) {
    this.parts = parts;
    this.holds = parts.holds();
    this.records = parts.records();
    this.intake = parts.intake();
    this.reader = parts.reader();
    this.observer = parts.observer();
    this.story = parts.story();
    this.clock = parts.clock();
    this.leading = parts.leading();
    this.canaries = parts.canaries();
    this.undecided = new Undecided(records, story);
    this.notes = new Notes(records, story);
    this.canarySteps = new CanarySteps(parts, notes);
    this.unrecorded = new Unrecorded(clock);
    this.stops = new Stops(parts, unrecorded);
    this.turns = new Turns(parts);
    this.interventions = new Interventions(parts);
    this.succession = new Succession(parts, interventions);
  }

  /** What this class works with. */
  record Parts(
      Holds holds,
      ChangeRecords records,
      Intake intake,
      LiveReader reader,
      Observer observer,
      Story story,
      CanaryWork canaries,
      BreakGlassWriter breakGlasses,
      InstantSource clock,
      BooleanSupplier leading,
      String operatorUser) {

    /** The cache was behind: look at the Deployment as it is now, if it is still there. */
    Result stale(Workload workload) {
      return reader.workload(workload).<Result>map(Result.Again::new).orElse(DONE);
    }
  }

  /** Records what the last pass over the Deployment did. */
  void settle(Workload workload) {
    if (leading.getAsBoolean()) {
      unrecorded.settle(workload);
    }
  }

  /** The datacenter of a Deployment, if a window there lets only so many be in motion at once. */
  Optional<String> turnsIn(Workload workload) {
    return Optional.of(datacenter(workload)).filter(observer::hasTurns);
  }

  String datacenter(Workload workload) {
    return observer.datacenter(workload);
  }

  /** One pass: observe, decide, act, record. */
  Result pass(Workload workload) {
    records.old().tidy(workload);
    var situation = observer.observe(workload, clock.instant());
    var plan = Planner.plan(situation);
    var result = act(workload, situation, plan.step());
    // A request replaces others once it is on record: it may ask for nothing new, or be gone by
    // then.
    if (!(plan.step() instanceof Step.TakeIn)) {
      plan.superseded().forEach(c -> succession.end(workload, situation, plan, c));
    }
    return soaking(workload, plan.strayClone() ? withoutClone(workload, result) : result);
  }

  /** A finished Change that others wait for is taken out when that is over. */
  private Result soaking(Workload workload, Result result) {
    var next = records.old().nextRetirement(workload);
    if (next.isEmpty() || !(result instanceof Result.Done done)) {
      return result;
    }
    return new Result.Done(done.retryAt().filter(t -> t.isBefore(next.get())).or(() -> next));
  }

  /**
   * Last, since as long as a release is not on record its canary still speaks for it. A new clone
   * may wait for the old one to be gone, and nothing else tells of that.
   */
  private Result withoutClone(Workload workload, Result result) {
    if (!leading.getAsBoolean()) {
      return result;
    }
    canaries.removeClone(workload);
    return switch (result) {
      case Result.Again again -> again;
      case Result.Done done -> new Result.Done(Optional.of(clock.instant().plus(CLONE_GOES)));
    };
  }

  private Result takeTurn(Workload workload, Situation situation, Step.TakeTurn take) {
    var outcome =
        undecided.reading(
            workload, Optional.of(take.change()), () -> turns.take(workload, situation));
    return switch (outcome) {
      case Turns.Outcome.Taken taken -> new Result.Again(taken.workload());
      case Turns.Outcome.Nothing nothing -> DONE;
      case Turns.Outcome.Instead instead ->
          act(instead.seen().workload(), instead.seen().situation(), instead.step());
    };
  }

  private Result act(Workload workload, Situation situation, Step step) {
    if (!leading.getAsBoolean()) {
      return DONE;
    }
    return switch (step) {
      case Step.Nothing nothing -> new Result.Done(nothing.lookAgainAt());
      case Step.TakeIn takeIn -> takeIn(workload, situation);
      case Step.Release release -> confirm(workload, situation, release.change());
      case Step.KeepHeld keep -> keepHeld(workload, situation, keep);
      case Step.BeginCanary begin -> confirm(workload, situation, Optional.of(begin.change()));
      case Step.MakeClone make -> confirm(workload, situation, Optional.of(make.change()));
      case Step.OfCanary canary -> canarySteps.act(workload, situation, canary);
      case Step.TakeTurn take -> takeTurn(workload, situation, take);
      case Step.LeaveTurn leave -> turns.leave(workload, leave.change());
      case Step.NoteOverride note ->
          undecided.noting(
              workload, note.change(), () -> interventions.noteOverride(workload, note));
      case Step.DropOverride drop -> interventions.dropOverride(workload, drop.change());
      case Step.Cancel cancel -> interventions.cancel(workload, situation, cancel);
      case Step.Undo undo -> interventions.undo(workload, situation, undo);
      case Step.HandOver handOver -> confirm(workload, situation, handOver.change());
      case Step.NoteRelease note -> notes.released(workload, situation, note.change());
      case Step.Abandon abandon ->
          interventions.endAfterwards(workload, situation, abandon.change())
              ? DONE
              : notes.abandon(workload, abandon.change());
      case Step.Pause pause -> stops.pause(workload, situation, pause.change(), pause.because());
      case Step.RollBack back -> stops.rollBack(workload, situation, back);
      case Step.Complete complete -> notes.complete(workload, complete);
      case Step.Fail fail -> notes.fail(workload, fail.change());
    };
  }

  private Result takeIn(Workload workload, Situation situation) {
    var later = flapping.waits(workload, situation.now());
    if (situation.held() && later.isPresent()) {
      return new Result.Done(later);
    }
    return switch (undecided.takingIn(workload, () -> intake.take(workload, situation))) {
      case NothingToDo -> DONE;
      case Recorded -> recorded(workload, situation);
      case Unchanged -> endHold(workload, situation);
      case ToBePaused -> stops.pauseUnguarded(workload);
    };
  }

  private Result recorded(Workload workload, Situation situation) {
    if (situation.held() && flapping.note(workload, situation.now())) {
      story.flapping(About.of(workload));
    }
    return new Result.Again(workload);
  }

  /** The template that runs was applied again: the hold has no purpose, nothing rolls out. */
  private Result endHold(Workload workload, Situation situation) {
    if (situation.ownPause()) {
      return DONE;
    }
    var freed = holds.release(workload);
    if (freed.isEmpty()) {
      return parts.stale(workload);
    }
    situation
        .active()
        .forEach(c -> records.finish(workload, c, ChangeState.Cancelled, Reason.Unchanged));
    story.released(About.newest(workload, situation), Reason.Unchanged, Optional.empty());
    return DONE;
  }

  /** The last word before a hold ends comes from the API server itself, not from a cache. */
  private Result confirm(Workload cached, Situation situation, Optional<ChangeFact> change) {
    var passedAt = System.nanoTime();
    var observed =
        undecided.reading(cached, change, () -> reader.observe(cached, situation.datacenter()));
    if (observed.isEmpty()) {
      return DONE;
    }
    var workload = observed.get().workload();
    var fresh = observed.get().situation();
    return switch (Planner.plan(fresh).step()) {
      case Step.Release release -> release(workload, fresh, release, passedAt);
      case Step.HandOver handOver -> handOver(workload, handOver);
      case Step.OfCanary canary -> canarySteps.act(workload, fresh, canary);
      case Step other -> act(workload, fresh, other);
    };
  }

  private Result release(Workload workload, Situation fresh, Step.Release release, long passedAt) {
    if (!leading.getAsBoolean()) {
      return DONE;
    }
    var freed = undecided.ending(workload, release.change(), () -> holds.release(workload));
    if (freed.isEmpty()) {
      return parts.stale(workload);
    }
    story.releaseTook(System.nanoTime() - passedAt);
    return unrecorded.later(workload, () -> noteRelease(workload, fresh, release));
  }

  private void noteRelease(Workload workload, Situation situation, Step.Release release) {
    var reason = release.decision().releaseReason();
    release
        .change()
        .ifPresent(c ->
            records.released(
                workload, c, reason, Optional.of(release.decision()), situation.covering()));
    story.released(new About(workload, release.change()), reason, Optional.of(release.decision()));
  }

  private Result keepHeld(Workload workload, Situation situation, Step.KeepHeld keep) {
    if (keep.decision().firstHold().filter(h -> h.reason() == Reason.OwnPause).isEmpty()) {
      canaries.test(
          workload,
          keep.change(),
          Trials.wantedTests(
              situation.now(),
              situation.rollout(keep.change()),
              situation.gating(),
              keep.decision()));
    }
    return notes.keepHeld(workload, situation, keep);
  }

  private Result handOver(Workload workload, Step.HandOver handOver) {
    var freed = holds.handOver(workload);
    if (freed.isEmpty()) {
      return parts.stale(workload);
    }
    var message = Story.handOver(workload);
    handOver
        .change()
        .ifPresent(
            c -> records.finish(workload, c, ChangeState.Cancelled, Reason.WindowDeleted, message));
    story.handedOver(new About(workload, handOver.change()), message);
    return DONE;
  }
}
