package dev.rollguard.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.BreakGlassFact;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.NeighbourFact;
import dev.rollguard.core.gate.NeighbourFact.Standing;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.WindowFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Many Deployments of one datacenter under one or two windows, and an operator that looks at them
 * in any order and is cut off between any two writes now and then. {@link FleetRules} asserts at
 * every write that nothing happens that must not.
 */
final class Fleet {
  /** The operator was cut off. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What has ended, and still counts until it has soaked. */
  record Ended(String name, Set<String> windows, boolean rollback, String asked, Instant time) {}

  private final Random random;
  private final FleetRules rules = new FleetRules(this);
  final TreeMap<String, FleetMember> members = new TreeMap<>();
  final TreeMap<String, WindowFact> windows = new TreeMap<>();
  final TreeMap<String, FaultFact> faults = new TreeMap<>();
  final List<BreakGlassFact> overrides = new ArrayList<>();
  final List<Ended> ended = new ArrayList<>();
  boolean crashes;
  Instant now;

  Fleet(Random random, Instant now, int size, boolean crashes) {
    this.random = random;
    this.now = now;
    this.crashes = crashes;
    for (int i = 0; i < size; i++) {
      members.put("d" + i, new FleetMember("d" + i));
    }
  }

  /** The window "extra" covers every other Deployment. */
  List<WindowFact> covering(FleetMember member) {
    return windows.values().stream()
        .filter(w -> w.name().equals("dc1") || member.name.charAt(1) % 2 == 0)
        .toList();
  }

  /** One look of the operator, which may be cut off. */
  Step look(FleetMember m) {
    var plan = Planner.plan(situation(m));
    try {
      act(m, plan.step());
      if (!(plan.step() instanceof Step.TakeIn)) {
        plan.superseded().forEach(c -> end(m, c));
      }
      if (plan.strayClone()) {
        m.cloneOf = Optional.empty();
        cut();
      }
    } catch (Cut e) {
      // The next look has to repair what is half done.
    }
    rules.neverTooMany();
    return plan.step();
  }

  private void act(FleetMember m, Step step) {
    switch (step) {
      case Step.Nothing nothing -> {}
      case Step.TakeIn takeIn -> takeIn(m);
      case Step.Release release -> release(m, release.change().orElseThrow());
      case Step.KeepHeld keep -> put(m, keep.change());
      case Step.TakeTurn take -> {
        rules.mayTakeTurn(m, take.change());
        put(m, FleetMember.turn(take.change(), Optional.of(now)));
      }
      case Step.LeaveTurn leave -> put(m, FleetMember.turn(leave.change(), Optional.empty()));
      case Step.NoteOverride note ->
          put(m, FleetMember.override(note.change(), Optional.of(note.override().name())));
      case Step.DropOverride drop -> put(m, FleetMember.override(drop.change(), Optional.empty()));
      case Step.Cancel cancel -> putBack(m, cancel.change());
      case Step.Undo undo -> {
        m.healthy.add(m.running);
        putBack(m, undo.change());
      }
      case Step.NoteRelease note -> put(m, FleetMember.released(note.change(), Optional.of(now)));
      case Step.Pause pause -> {
        m.held = true;
        m.requestedTime = pause.change().requestedTime();
        m.started.remove(pause.change().name());
        cut();
        put(m, FleetMember.released(pause.change(), Optional.empty()));
      }
      case Step.Complete complete -> {
        m.healthy.add(m.template);
        end(m, complete.change());
      }
      case Step.OfCanary canary -> canary(m, canary);
      case Step.HandOver h -> throw new AssertionError("The windows are there: " + h);
      case Step.Abandon a -> throw new AssertionError("Nobody ended the hold: " + a);
      case Step.RollBack r -> throw new AssertionError("No window asks for it: " + r);
      case Step.Fail f -> throw new AssertionError("Nothing is stuck: " + f);
    }
  }

  private void takeIn(FleetMember m) {
    if (!m.held || m.running.equals(m.template)) {
      m.held = false;
      cut();
      List.copyOf(m.active.values()).forEach(c -> end(m, c));
      return;
    }
    put(m, m.fresh());
    List.copyOf(m.active.values()).stream()
        .filter(c -> !c.requestedTime().equals(m.requestedTime))
        .forEach(c -> end(m, c));
  }

  private void release(FleetMember m, ChangeFact change) {
    rules.mayStart(m, change);
    if (m.refused) {
      if (change.handling().turnTime().isPresent()) {
        put(m, FleetMember.refused(change, now));
      }
      return;
    }
    assertThat(m.started.add(change.name())).as("released once: %s", change.name()).isTrue();
    m.held = false;
    cut();
    put(m, FleetMember.released(change, Optional.of(now)));
  }

  /** The template that runs is asked for again. */
  private void putBack(FleetMember m, ChangeFact change) {
    m.template = m.running;
    m.held = false;
    cut();
    end(m, change);
  }

  private void canary(FleetMember m, Step.OfCanary step) {
    var change = step.change();
    switch (step) {
      case Step.BeginCanary b -> canary(m, change, Optional.of(now), Optional.empty());
      case Step.MakeClone make -> {
        rules.mayClone(change);
        m.cloneOf = Optional.of(change.name());
        m.cloneReady = false;
        cut();
      }
      case Step.NoteHealth note ->
          canary(
              m,
              change,
              change.canary().map(CanaryFact::startTime),
              note.healthy() ? Optional.of(now) : Optional.empty());
      case Step.StopCanary s -> canary(m, change, Optional.empty(), Optional.empty());
      case Step.FailCanary failed -> {
        var end = new RunFact.End(Outcome.Fail, failed.message(), now);
        var canary = new CanaryFact(now, Optional.empty(), Optional.of(end));
        put(m, FleetMember.with(change, Optional.of(canary), change.handling()));
      }
      case Step.CheckCanary c -> throw new AssertionError("It has no checks: " + c);
      case Step.Revert r -> throw new AssertionError("No window asks for it: " + r);
    }
  }

  private void canary(
      FleetMember m, ChangeFact change, Optional<Instant> start, Optional<Instant> healthy) {
    var canary = start.map(t -> new CanaryFact(t, healthy, Optional.empty()));
    put(m, FleetMember.with(change, canary, change.handling()));
  }

  private void put(FleetMember m, ChangeFact change) {
    m.active.put(change.name(), change);
    cut();
  }

  /** Only what has moved has anything that could soak. */
  private void end(FleetMember m, ChangeFact change) {
    m.active.remove(change.name());
    if (change.released()) {
      ended.add(
          new Ended(
              change.name(),
              names(m),
              change.type() == ChangeType.Rollback,
              change.requestedTime(),
              now));
    }
    cut();
  }

  private void cut() {
    if (crashes && random.nextInt(6) == 0) {
      throw new Cut();
    }
  }

  Situation situation(FleetMember m) {
    var situation =
        Situations.deployment(m.template)
            .around(new Around(List.copyOf(overrides), List.of(), me -> neighbours(me)))
            .canaries(
                new Canaries(
                    false,
                    m.cloneOf.map(c -> new SiblingFact("clone", c, true, m.cloneReady, false)),
                    Optional.empty()))
            .status(m.running.equals(m.template) ? Situations.COMPLETE : Situations.MOVING);
    if (m.held) {
      situation.held(m.requestedTime);
    }
    m.seen().forEach(situation::change);
    covering(m).forEach(situation::covered);
    faults.values().forEach(situation::fault);
    return situation.now(now);
  }

  /** As the operator finds them: by their records, and by Deployments that are free already. */
  private List<NeighbourFact> neighbours(ChangeFact me) {
    var found = new ArrayList<NeighbourFact>();
    for (var m : members.values()) {
      for (var c : m.seen()) {
        if (!c.name().equals(me.name())) {
          standing(m, c).ifPresent(s -> found.add(neighbour(c, names(m), s)));
        }
      }
    }
    ended.forEach(e ->
        found.add(
            new NeighbourFact(
                "Change/shop/" + e.name(),
                e.windows(),
                e.rollback(),
                e.asked(),
                new Standing.Ended(e.time()))));
    return found;
  }

  private Optional<Standing> standing(FleetMember m, ChangeFact c) {
    var isFree = !m.held && c.templateHash().equals(m.template);
    if (c.released() || c.handling().turnTime().isPresent() || isFree) {
      return Optional.of(new Standing.InMotion());
    }
    return situation(m).readyForTurn(c) ? Optional.of(new Standing.Ready()) : Optional.empty();
  }

  static NeighbourFact neighbour(ChangeFact c, Set<String> windows, Standing standing) {
    return new NeighbourFact(
        "Change/shop/" + c.name(),
        windows,
        c.type() == ChangeType.Rollback,
        c.inLineSince(),
        standing);
  }

  Set<String> names(FleetMember m) {
    var names = new HashSet<String>();
    covering(m).forEach(w -> names.add(w.name()));
    return names;
  }
}
