package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Planner;
import dev.rollguard.core.change.Situation;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.Verdict;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Workload;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
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

  private final Holds holds;
  private final ChangeRecords records;
  private final Intake intake;
  private final LiveReader reader;
  private final Observer observer;
  private final Story story;
  private final InstantSource clock;
  private final BooleanSupplier leading;
  private final String operatorUser;
  private final CanaryWork canaries;
  private final Undecided undecided;
  private final Notes notes;
  private final Flapping flapping = new Flapping();
  private final Unrecorded unrecorded = new Unrecorded();

  Steps(Parts parts) {
    this.holds = parts.holds();
    this.records = parts.records();
    this.intake = parts.intake();
    this.reader = parts.reader();
    this.observer = parts.observer();
    this.story = parts.story();
    this.clock = parts.clock();
    this.leading = parts.leading();
    this.operatorUser = parts.operatorUser();
    this.canaries = parts.canaries();
    this.undecided = new Undecided(records, story);
    this.notes = new Notes(records, story);
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
      InstantSource clock,
      BooleanSupplier leading,
      String operatorUser) {}

  /** Records what the last pass over the Deployment did. */
  void settle(Workload workload) {
    if (leading.getAsBoolean()) {
      unrecorded.settle(workload);
    }
  }

  private Result recordLater(Workload workload, Runnable telling) {
    unrecorded.add(workload, telling);
    return new Result.Done(Optional.of(clock.instant()));
  }

  /** One pass: observe, decide, act, record. */
  Result pass(Workload workload) {
    records.old().tidy(workload);
    var situation = observer.observe(workload, clock.instant());
    var plan = Planner.plan(situation);
    if (plan.strayClone() && leading.getAsBoolean()) {
      canaries.removeClone(workload);
    }
    var result = act(workload, situation, plan.step());
    // A request replaces others once it is on record: it may ask for nothing new, or be gone by
    // then.
    if (!(plan.step() instanceof Step.TakeIn)) {
      plan.superseded().forEach(c -> supersede(workload, situation, plan, c));
    }
    return result;
  }

  private void supersede(Workload workload, Situation situation, Plan plan, ChangeFact old) {
    if (!situation.held() && workload.getRequestedBy().equals(operatorUser)) {
      records.finish(workload, old, ChangeState.Failed, Reason.RolledBackOnFault);
    } else if (!situation.held() && old.canary().filter(c -> !c.runs()).isPresent()) {
      records.finish(workload, old, ChangeState.Cancelled, Reason.CanaryFailed);
    } else if (plan.step() instanceof Step.Release release && release.change().isEmpty()) {
      records.finish(workload, old, ChangeState.Cancelled, Reason.Unchanged);
    } else {
      records.finish(workload, old, ChangeState.Superseded, Reason.NewerChange);
    }
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
      case Step.NoteHealth note -> then(workload, () -> canaries.noteHealth(workload, note));
      case Step.CheckCanary check -> then(workload, () -> canaries.check(workload, check));
      case Step.StopCanary stop -> then(workload, () -> canaries.stop(workload, stop.change()));
      case Step.FailCanary failed -> failCanary(workload, failed);
      case Step.Revert revert -> revert(workload, revert.change());
      case Step.HandOver handOver -> confirm(workload, situation, handOver.change());
      case Step.NoteRelease note -> notes.released(workload, situation, note.change());
      case Step.Abandon abandon -> notes.abandon(workload, abandon.change());
      case Step.Pause pause -> pause(workload, situation, pause.change(), pause.because());
      case Step.RollBack back -> rollBack(workload, situation, back);
      case Step.Complete complete -> notes.complete(workload, complete.change());
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
      case ToBePaused -> pauseUnguarded(workload);
    };
  }

  private Result recorded(Workload workload, Situation situation) {
    if (situation.held() && flapping.note(workload, situation.now())) {
      story.flapping(workload);
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
      return stale(workload);
    }
    situation
        .active()
        .forEach(c -> records.finish(workload, c, ChangeState.Cancelled, Reason.Unchanged));
    story.released(workload, Reason.Unchanged, Reason.Unchanged.sentence());
    return DONE;
  }

  private Result pauseUnguarded(Workload workload) {
    var started = intake.startOf(workload).orElseGet(clock::instant);
    var paused = holds.pauseUnguarded(workload, started.toString());
    if (paused.isEmpty()) {
      return stale(workload);
    }
    story.unguarded(workload);
    return new Result.Again(paused.get());
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
      case Step.BeginCanary begin -> then(workload, () -> canaries.begin(workload, begin));
      case Step.MakeClone make -> makeClone(workload, fresh, make);
      case Step other -> act(workload, fresh, other);
    };
  }

  private Result release(Workload workload, Situation fresh, Step.Release release, long passedAt) {
    if (!leading.getAsBoolean()) {
      return DONE;
    }
    var freed = undecided.ending(workload, release.change(), () -> holds.release(workload));
    if (freed.isEmpty()) {
      return stale(workload);
    }
    story.releaseTook(System.nanoTime() - passedAt);
    return recordLater(workload, () -> noteRelease(workload, fresh, release));
  }

  private void noteRelease(Workload workload, Situation situation, Step.Release release) {
    var reason = release.decision().releaseReason();
    release
        .change()
        .ifPresent(c ->
            records.released(
                workload, c, reason, Optional.of(release.decision()), situation.covering()));
    story.released(workload, reason, reason.sentence());
  }

  /** Does what a canary needs next, and looks again. */
  private static Result then(Workload workload, Runnable work) {
    work.run();
    return new Result.Again(workload);
  }

  /** The clone's events bring the next look; until then this one stays held. */
  private Result makeClone(Workload workload, Situation fresh, Step.MakeClone make) {
    if (!leading.getAsBoolean()) {
      return DONE;
    }
    var refused = canaries.makeClone(workload, make);
    return refused.isPresent()
        ? failCanary(workload, new Step.FailCanary(make.change(), refused.get()))
        : keepHeld(workload, fresh, new Step.KeepHeld(make.change(), make.decision()));
  }

  private Result failCanary(Workload workload, Step.FailCanary failed) {
    canaries.fail(workload, failed);
    story.canaryFailed(workload, failed.message());
    return new Result.Again(workload);
  }

  /** Puts the running template back: then nothing is asked for any more. */
  private Result revert(Workload workload, ChangeFact change) {
    var stable = intake.stableBut(workload, workload.getSpec().getTemplateHash());
    if (stable.isEmpty()) {
      return DONE;
    }
    var reverted = holds.revert(workload, stable.get().template());
    if (reverted.isEmpty()) {
      return stale(workload);
    }
    records.finish(workload, change, ChangeState.Cancelled, Reason.CanaryFailed);
    story.reverted(workload, stable.get());
    return new Result.Again(reverted.get());
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
      return stale(workload);
    }
    var message = Story.handOver(workload);
    handOver
        .change()
        .ifPresent(
            c -> records.finish(workload, c, ChangeState.Cancelled, Reason.WindowDeleted, message));
    story.handedOver(workload, message);
    return DONE;
  }

  private Result pause(
      Workload workload, Situation situation, ChangeFact change, Verdict.Hold because) {
    var requestedBy =
        records
            .find(workload, change)
            .map(c -> c.getSpec().getRequestedBy())
            .orElse(Holds.UNKNOWN_REQUESTER);
    var paused = holds.pause(workload, requestedBy, change.requestedTime());
    if (paused.isEmpty()) {
      return stale(workload);
    }
    return recordLater(workload, () -> notePause(workload, situation, change, because));
  }

  private void notePause(
      Workload workload, Situation situation, ChangeFact change, Verdict.Hold because) {
    var decision = situation.decide(change);
    records.held(workload, change, decision, situation.covering());
    if (change.released()) {
      story.pausedByFault(workload, decision, because);
    } else {
      story.unguarded(workload);
    }
  }

  private Result rollBack(Workload workload, Situation situation, Step.RollBack back) {
    var healthy = intake.lastHealthyBut(workload, situation.templateHash());
    if (healthy.isEmpty()) {
      return pause(workload, situation, back.change(), back.because());
    }
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    var rolledBack = holds.rollBack(workload, healthy.get().template(), now);
    if (rolledBack.isEmpty()) {
      return stale(workload);
    }
    story.rolledBack(workload, healthy.get(), back.because());
    return new Result.Again(rolledBack.get());
  }

  /** The cache was behind: look at the Deployment as it is now, if it is still there. */
  private Result stale(Workload workload) {
    return reader.workload(workload).<Result>map(Result.Again::new).orElse(DONE);
  }
}
