package dev.rollguard.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Purpose;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.Trials;
import dev.rollguard.core.gate.WantedRun;
import dev.rollguard.core.gate.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * One held Deployment whose window wants a pre-test and a canary, in a small cluster; the operator
 * is cut off between any two writes now and then. Templates are {@code hash-1}, {@code hash-2} ….
 */
final class CanaryWorld {
  /** The operator was cut off. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A clone as it runs. */
  private record Clone(String change, String template, Optional<Instant> readySince) {}

  private final Random random;
  private final Windows window;
  private final Map<String, RunFact> runs = new TreeMap<>();
  boolean crashes = true;
  boolean fault;
  boolean released;
  Instant now;
  Optional<ChangeFact> change = Optional.empty();
  private Optional<Clone> clone = Optional.empty();
  private String template = "";
  private String asked = "";

  CanaryWorld(Random random, Instant now, Windows window) {
    this.random = random;
    this.now = now;
    this.window = window;
  }

  /** Somebody asks for another template; the API server holds it. */
  void ask(String template) {
    this.template = template;
    asked = now.toString();
    released = false;
  }

  void podsGetReady(boolean ready) {
    clone =
        clone.map(c ->
            new Clone(
                c.change(),
                c.template(),
                ready ? c.readySince().or(() -> Optional.of(now)) : Optional.empty()));
  }

  void cloneIsDeletedByHand() {
    clone = Optional.empty();
  }

  boolean hasClone() {
    return clone.isPresent();
  }

  /** Every run that is under way ends like this. */
  void runsEnd(Outcome outcome) {
    runs.replaceAll((name, run) -> run.end().isPresent() ? run : ended(run, outcome));
  }

  private RunFact ended(RunFact run, Outcome outcome) {
    return new RunFact(
        run.name(),
        run.purpose(),
        run.external(),
        run.template(),
        run.args(),
        run.templateHash(),
        run.attempt(),
        run.byOperator(),
        run.createdTime(),
        Optional.of(new RunFact.End(outcome, "Measured.", now)),
        List.of(),
        "");
  }

  /** One look of the operator, which may be cut off. */
  Step look() {
    var s = situation();
    var plan = Planner.plan(s);
    try {
      act(s, plan.step());
      plan.superseded().forEach(old -> change = change.filter(c -> !c.equals(old)));
      if (plan.strayClone()) {
        clone = Optional.empty();
        cut();
      }
    } catch (Cut e) {
      // The next look has to repair what is half done.
    }
    return plan.step();
  }

  private void act(Situation s, Step step) {
    switch (step) {
      case Step.TakeIn takeIn -> put(fresh());
      case Step.Release release -> release();
      case Step.KeepHeld keep -> {
        var wanted = Trials.wantedTests(now, s.rollout(keep.change()), s.gating(), keep.decision());
        start(Purpose.PreTest, wanted);
      }
      case Step.BeginCanary begin ->
          put(with(begin.change(), Optional.of(canary(Optional.empty(), Optional.empty()))));
      case Step.MakeClone make -> makeClone(make.change());
      case Step.NoteHealth note -> {
        var healthy = note.healthy() ? Optional.of(now) : Optional.<Instant>empty();
        var start = note.change().canary().orElseThrow().startTime();
        put(with(note.change(), Optional.of(new CanaryFact(start, healthy, Optional.empty()))));
      }
      case Step.CheckCanary check -> start(Purpose.Canary, check.wanted());
      case Step.StopCanary stop -> put(with(stop.change(), Optional.empty()));
      case Step.FailCanary failed -> {
        var end = new RunFact.End(Outcome.Fail, failed.message(), now);
        put(with(failed.change(), Optional.of(canary(Optional.empty(), Optional.of(end)))));
      }
      case Step.Complete complete -> change = Optional.empty();
      case Step.NoteRelease note -> change = Optional.empty();
      case Step.Nothing nothing -> {}
      case Step.Revert r -> throw new AssertionError("The window asks for no revert: " + r);
      case Step.TakeTurn t -> throw new AssertionError("The window asks for no turns: " + t);
      case Step.LeaveTurn l -> throw new AssertionError("The window asks for no turns: " + l);
      case Step.NoteOverride o -> throw new AssertionError("Nobody overrides: " + o);
      case Step.DropOverride d -> throw new AssertionError("Nobody overrides: " + d);
      case Step.Cancel c -> throw new AssertionError("Nobody takes it back: " + c);
      case Step.Undo u -> throw new AssertionError("Nobody takes it back: " + u);
      case Step.HandOver h -> throw new AssertionError("The window is there: " + h);
      case Step.Abandon a -> throw new AssertionError("Nobody ended the hold: " + a);
      case Step.Pause p -> throw new AssertionError("Nobody resumed it: " + p);
      case Step.RollBack r -> throw new AssertionError("Nothing is in motion: " + r);
      case Step.Fail f -> throw new AssertionError("Nothing is stuck: " + f);
    }
  }

  private CanaryFact canary(Optional<Instant> healthy, Optional<RunFact.End> end) {
    return new CanaryFact(now, healthy, end);
  }

  private ChangeFact fresh() {
    return Drafts.change(
        "c-" + template + asked,
        template,
        asked,
        ChangeType.Update,
        false,
        Optional.empty(),
        List.of("dc1"),
        true);
  }

  private static ChangeFact with(ChangeFact change, Optional<CanaryFact> canary) {
    return new ChangeFact(
        change.name(),
        change.templateHash(),
        change.requestedTime(),
        change.type(),
        change.released(),
        change.releasedTime(),
        change.windows(),
        change.keepHeld(),
        canary,
        List.of(),
        Handling.NONE,
        false);
  }

  private void put(ChangeFact changed) {
    change = Optional.of(changed);
    cut();
  }

  private void makeClone(ChangeFact of) {
    assertThat(fault).as("no canary starts under an open fault").isFalse();
    assertThat(runs.values()).as("no canary starts before the tests").anyMatch(this::provesTest);
    if (clone.isEmpty()) {
      clone = Optional.of(new Clone(of.name(), of.templateHash(), Optional.empty()));
      cut();
    }
  }

  private boolean provesTest(RunFact run) {
    return run.purpose() == Purpose.PreTest && proves(run);
  }

  private boolean proves(RunFact run) {
    return run.templateHash().equals(template)
        && run.end().filter(e -> e.outcome() == Outcome.Pass).isPresent();
  }

  private void start(Purpose purpose, List<WantedRun> wanted) {
    for (var run : wanted) {
      var of = change.orElseThrow();
      var name = String.join(" ", purpose.name(), of.name(), run.check().template(), run.attempt());
      runs.putIfAbsent(
          name,
          new RunFact(
              name,
              purpose,
              false,
              run.check().template(),
              run.check().args(),
              of.templateHash(),
              run.attempt(),
              true,
              now,
              Optional.empty(),
              List.of(),
              ""));
      cut();
    }
  }

  /** What must be true at every release, whatever happened before. */
  private void release() {
    assertThat(fault).as("no release under an open fault").isFalse();
    assertThat(runs.values()).as("the test passed").anyMatch(this::provesTest);
    assertThat(runs.values())
        .as("the canary's check passed for this very template")
        .anyMatch(r -> r.purpose() == Purpose.Canary && proves(r));
    assertThat(clone).as("its canary runs").isPresent();
    assertThat(clone.get().template()).isEqualTo(template);
    assertThat(clone.get().readySince()).as("and has soaked").isPresent();
    assertThat(Duration.between(clone.get().readySince().get(), now))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(5));
    released = true;
    cut();
  }

  private void cut() {
    if (crashes && random.nextInt(5) == 0) {
      throw new Cut();
    }
  }

  private Situation situation() {
    var situation =
        Situations.deployment(template)
            .covered(window)
            .canaries(new Canaries(false, clone.map(this::sibling), Optional.empty()));
    if (!released) {
      situation.held(asked);
    }
    change.map(this::tried).ifPresent(situation::change);
    if (fault) {
      situation.fault(new FaultFact("f", Severity.Major, now.minusSeconds(1), Optional.empty()));
    }
    return situation.now(now);
  }

  private ChangeFact tried(ChangeFact of) {
    return new ChangeFact(
        of.name(),
        of.templateHash(),
        of.requestedTime(),
        of.type(),
        of.released(),
        of.releasedTime(),
        of.windows(),
        of.keepHeld(),
        of.canary(),
        new ArrayList<>(runs.values().stream().filter(r -> r.name().contains(of.name())).toList()),
        Handling.NONE,
        false);
  }

  private SiblingFact sibling(Clone c) {
    return new SiblingFact(
        "cart-canary",
        c.change(),
        c.template().equals(template),
        c.readySince().isPresent(),
        false);
  }
}
