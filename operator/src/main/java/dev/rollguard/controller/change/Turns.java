package dev.rollguard.controller.change;

import dev.rollguard.core.change.ChangeFact;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.change.Planner;
import dev.rollguard.core.change.Situation;
import dev.rollguard.observe.LiveReader;
import dev.rollguard.observe.Workload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives turns where a window lets only so many changes be in motion at once. A turn is on record
 * before anything moves, and whoever wants the next one reads the records from the API server, one
 * at a time: so neither two threads nor a crash give one turn twice (ADR 13). There is only one
 * process that leads.
 */
final class Turns {
  /** What became of the wish for a turn. */
  sealed interface Outcome {
    /** It is on record. */
    record Taken(Workload workload) implements Outcome {}

    /** Somebody was faster, or something else holds now: another step is due. */
    record Instead(LiveReader.Observed seen, Step step) implements Outcome {}

    /** The Deployment is gone, or somebody else leads. */
    record Nothing() implements Outcome {}
  }

  private final Steps.Parts parts;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  Turns(Steps.Parts parts) {
    this.parts = parts;
  }

  /** Others may go first; whoever holds it now says so in the next pass. */
  Steps.Result leave(Workload workload, ChangeFact change) {
    parts.records().turn(workload, change, null);
    return new Steps.Result.Again(workload);
  }

  Outcome take(Workload cached, Situation situation) {
    var lock = locks.computeIfAbsent(situation.datacenter(), dc -> new ReentrantLock());
    lock.lock();
    try {
      var seen = parts.reader().observeAmongOthers(cached, situation.datacenter());
      if (seen.isEmpty() || !parts.leading().getAsBoolean()) {
        return new Outcome.Nothing();
      }
      var step = Planner.plan(seen.get().situation()).step();
      if (!(step instanceof Step.TakeTurn take)) {
        return new Outcome.Instead(seen.get(), step);
      }
      parts.records().turn(seen.get().workload(), take.change(), parts.clock().instant());
      parts.story().turnTaken(About.of(seen.get().workload(), take.change()));
      return new Outcome.Taken(seen.get().workload());
    } finally {
      lock.unlock();
    }
  }
}
