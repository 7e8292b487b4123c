package dev.rollguard.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.WindowFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A small cluster: one Deployment, an API server that holds its rollouts, a Deployment controller,
 * and an operator that carries out plans and is cut off between any two writes now and then.
 */
final class World {
  /** The operator was cut off. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Random random;
  private final boolean crashes;
  final TreeMap<String, WindowFact> windows = new TreeMap<>();
  final TreeMap<String, FaultFact> faults = new TreeMap<>();
  final TreeMap<String, ChangeFact> active = new TreeMap<>();
  private final Set<String> healthy = new HashSet<>(Set.of("a"));

  /** Templates of which pods have run, whatever the records say. */
  private final Set<String> ran = new HashSet<>(Set.of("a"));

  Instant now;
  String template = "a";
  String running = "a";
  boolean paused;
  boolean ownPause;
  boolean held;
  String requestedTime = "";
  boolean seen = true;
  int replicas = 3;

  World(Random random, Instant now, boolean crashes) {
    this.random = random;
    this.now = now;
    this.crashes = crashes;
  }

  void apply(String asked) {
    var changes = !template.equals(asked);
    template = asked;
    if (changes && held) {
      requestedTime = now.toString();
    }
    admit(changes);
  }

  void pauseByOwner() {
    paused = true;
    ownPause = true;
  }

  void resumeByOwner() {
    if (ownPause) {
      ownPause = false;
      paused = held;
      admit(!held);
    }
  }

  /** The hold's policy. */
  private void admit(boolean startsRollout) {
    if (startsRollout && !paused && holds()) {
      paused = true;
      held = true;
      requestedTime = now.toString();
    }
    seen = false;
  }

  boolean holds() {
    return windows.values().stream().anyMatch(w -> w.mode() == Mode.Hold);
  }

  /** The Deployment controller. */
  void progress() {
    seen = true;
    if (!paused) {
      running = template;
      if (replicas > 0) {
        ran.add(template);
      }
    }
  }

  boolean inMotion() {
    return !paused && !running.equals(template);
  }

  /** One look of the operator, which may be cut off. */
  Step look() {
    var plan = Planner.plan(situation());
    try {
      act(plan.step());
      plan.superseded().forEach(this::end);
    } catch (Cut e) {
      // The next look has to repair what is half done.
    }
    return plan.step();
  }

  private void act(Step step) {
    switch (step) {
      case Step.Nothing nothing -> {}
      case Step.TakeIn takeIn -> takeIn();
      case Step.Release release -> {
        assertMayStart(release);
        free();
        release.change().ifPresent(c -> put(released(c, true)));
      }
      case Step.KeepHeld keep -> put(decided(keep.change()));
      case Step.OfCanary canary -> throw new AssertionError("No window wants one: " + canary);
      case Step.TakeTurn t -> throw new AssertionError("No window asks for turns: " + t);
      case Step.LeaveTurn l -> throw new AssertionError("No window asks for turns: " + l);
      case Step.NoteOverride o -> throw new AssertionError("Nobody overrides: " + o);
      case Step.DropOverride d -> throw new AssertionError("Nobody overrides: " + d);
      case Step.Cancel c -> throw new AssertionError("Nobody takes anything back: " + c);
      case Step.Undo u -> throw new AssertionError("Nobody takes anything back: " + u);
      case Step.HandOver handOver -> {
        var wasPaused = paused;
        free();
        paused = wasPaused;
        handOver.change().ifPresent(this::end);
      }
      case Step.NoteRelease note -> put(released(note.change(), true));
      case Step.Abandon abandon -> end(abandon.change());
      case Step.Pause pause -> {
        hold(pause.change().requestedTime());
        put(released(pause.change(), false));
      }
      case Step.RollBack back -> {
        template = "a";
        requestedTime = now.toString();
        cut();
        end(back.change());
      }
      case Step.Complete complete -> {
        if (complete.reason() == Reason.Completed) {
          healthy.add(complete.change().templateHash());
        }
        end(complete.change());
      }
      case Step.Fail fail -> end(fail.change());
    }
  }

  private void takeIn() {
    if (held && running.equals(template)) {
      free();
      List.copyOf(active.values()).forEach(this::end);
      return;
    }
    if (!held && running.equals(template)) {
      return;
    }
    var type = healthy.contains(template) ? ChangeType.Rollback : ChangeType.Update;
    put(
        Drafts.change(
            "c-" + template + requestedTime,
            template,
            requestedTime,
            type,
            !held,
            Optional.empty(),
            List.of(),
            true));
  }

  private void free() {
    assertThat(ownPause && held && !paused).isFalse();
    held = false;
    paused = ownPause;
    seen = false;
    cut();
  }

  private void hold(String time) {
    held = true;
    paused = true;
    requestedTime = time;
    cut();
  }

  private void put(ChangeFact change) {
    active.put(change.name(), change);
    cut();
  }

  private void end(ChangeFact change) {
    active.remove(change.name());
    cut();
  }

  private void cut() {
    if (crashes && random.nextInt(5) == 0) {
      throw new Cut();
    }
  }

  private ChangeFact released(ChangeFact change, boolean released) {
    var decided = decided(change);
    return Drafts.change(
        decided.name(),
        decided.templateHash(),
        decided.requestedTime(),
        decided.type(),
        released,
        released ? Optional.of(now) : Optional.empty(),
        decided.windows(),
        decided.keepHeld());
  }

  private ChangeFact decided(ChangeFact change) {
    return Drafts.change(
        change.name(),
        change.templateHash(),
        change.requestedTime(),
        change.type(),
        change.released(),
        change.releasedTime(),
        List.copyOf(windows.keySet()),
        windows.values().stream().anyMatch(WindowFact::keepsHeldWhenDeleted));
  }

  /** What must be true at every release, whatever happened before. */
  private void assertMayStart(Step.Release release) {
    assertThat(ownPause).as("an owner's pause is never cleared").isFalse();
    for (var window : windows.values()) {
      var exempt =
          window.mode() == Mode.Warn || (ran.contains(template) && window.releasesRollbacks());
      assertThat(exempt || (opens(window) && !faulty(window)))
          .as("%s at %s under %s by %s", template, now, faults, release)
          .isTrue();
    }
  }

  private boolean opens(WindowFact window) {
    return window.calendar() instanceof WindowFact.Calendar.Readable(var schedule)
        && schedule.openAt(now);
  }

  private boolean faulty(WindowFact window) {
    return faults.values().stream()
        .filter(f -> f.severity().compareTo(window.minSeverity()) >= 0)
        .anyMatch(f ->
            f.resolvedTime().isEmpty()
                || now.isBefore(f.resolvedTime().get().plus(window.quietPeriod())));
  }

  Situation situation() {
    var moving = !running.equals(template);
    return new Situation(
        now,
        "shop",
        "cart",
        "dc1",
        held,
        paused,
        ownPause,
        template,
        held ? requestedTime : "",
        new RolloutStatus(
            seen ? 1 : 2,
            1,
            replicas,
            replicas,
            moving ? Math.min(1, replicas) : replicas,
            replicas,
            moving ? "ReplicaSetUpdated" : "NewReplicaSetAvailable",
            600,
            0),
        active.values().stream().sorted(Comparator.comparing(ChangeFact::name).reversed()).toList(),
        new ArrayList<>(windows.values()),
        Set.copyOf(windows.keySet()),
        holds(),
        new ArrayList<>(faults.values()),
        Canaries.NONE,
        Around.NONE);
  }
}
