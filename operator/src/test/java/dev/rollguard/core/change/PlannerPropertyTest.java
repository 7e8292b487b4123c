package dev.rollguard.core.change;

import static dev.rollguard.core.gate.RandomFacts.pick;
import static dev.rollguard.core.gate.Seoul.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.RandomFacts;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for any situation, however odd. */
class PlannerPropertyTest {
  private static final int RUNS = 4_000;
  private static final List<String> HASHES = List.of("a", "b");
  private static final List<String> TIMES =
      List.of("", "2026-05-20T23:00:00Z", "2026-05-20T23:10:00Z");
  private static final List<String> NAMES = List.of("w1", "w2", "w3", "gone");
  private static final List<String> REASONS =
      List.of(
          "",
          "NewReplicaSetAvailable",
          "ReplicaSetUpdated",
          "DeploymentPaused",
          "ProgressDeadlineExceeded");

  @Test
  void nothingIsReleasedWhileAFaultThatCountsIsOpen() {
    forEach(s -> {
      if (Planner.plan(s).step() instanceof Step.Release release && mindedFault(s)) {
        assertThat(release.change().orElseThrow().type()).isEqualTo(ChangeType.Rollback);
      }
    });
  }

  @Test
  void nothingIsReleasedIntoAClosedWindow() {
    forEach(s -> {
      if (Planner.plan(s).step() instanceof Step.Release && closed(s)) {
        assertThat(current(s).orElseThrow().type()).isEqualTo(ChangeType.Rollback);
      }
    });
  }

  @Test
  void anOwnersPauseIsNeverCleared() {
    forEach(s -> {
      if (s.ownPause()) {
        assertThat(Planner.plan(s).step())
            .isNotInstanceOfAny(Step.Release.class, Step.Pause.class, Step.RollBack.class);
      }
    });
  }

  @Test
  void whatIsNotHeldIsNeverReleased() {
    forEach(s -> {
      if (!s.held()) {
        assertThat(Planner.plan(s).step())
            .isNotInstanceOfAny(Step.Release.class, Step.KeepHeld.class, Step.HandOver.class);
      }
    });
  }

  @Test
  void aHoldThatAWindowGatesIsAlwaysOnRecord() {
    forEach(s -> {
      if (s.held() && !s.gating().isEmpty()) {
        var step = Planner.plan(s).step();
        if (current(s).isEmpty()) {
          assertThat(step).isEqualTo(new Step.TakeIn());
        } else {
          assertThat(step)
              .isInstanceOfAny(Step.Release.class, Step.KeepHeld.class, Step.Pause.class);
        }
      }
    });
  }

  @Test
  void everyUnfinishedChangeIsEitherTheCurrentOneOrReplaced() {
    forEach(s -> {
      var plan = Planner.plan(s);
      var rest = new ArrayList<>(s.active());
      rest.removeAll(plan.superseded());
      assertThat(rest).hasSizeLessThanOrEqualTo(1);
      assertThat(rest).allSatisfy(c -> assertThat(c.templateHash()).isEqualTo(s.templateHash()));
      changeOf(plan.step()).ifPresent(c -> assertThat(rest).containsExactly(c));
    });
  }

  @Test
  void aStopAlwaysHasARefusalOfAGate() {
    forEach(s -> {
      var step = Planner.plan(s).step();
      if (step instanceof Step.Pause pause) {
        assertThat(s.decide(pause.change()).holds()).contains(pause.because());
        assertThat(s.paused()).isFalse();
      } else if (step instanceof Step.RollBack back) {
        assertThat(s.decide(back.change()).holds()).contains(back.because());
        assertThat(s.gating()).extracting(WindowFact::onFault).contains(OnFault.Rollback);
      }
    });
  }

  @Test
  void aReleasedRolloutInMotionIsStoppedExactlyWhenAFaultSaysSo() {
    forEach(s -> {
      var current = current(s);
      if (s.held() || s.paused() || s.status().complete() || current.isEmpty()) {
        return;
      }
      if (current.get().released()) {
        var stopped =
            s.gating().stream()
                .anyMatch(w ->
                    w.onFault() != OnFault.Continue
                        && mindedFault(s, w)
                        && !(current.get().type() == ChangeType.Rollback && w.releasesRollbacks()));
        assertThat(stops(Planner.plan(s).step())).isEqualTo(stopped);
      }
    });
  }

  @Test
  void aWindowThatKeepsIsNeverDeletedIntoASurpriseRollout() {
    forEach(s -> {
      var known = current(s);
      if (s.held()
          && s.gating().isEmpty()
          && known.isPresent()
          && known.get().keepHeld()
          && known.get().windows().contains("gone")) {
        assertThat(Planner.plan(s).step()).isEqualTo(new Step.HandOver(known));
      }
    });
  }

  @Test
  void theOrderOfTheCacheDoesNotMatter() {
    Seeds.forEach(
        RUNS,
        random -> {
          var s = any(random);
          var active = new ArrayList<>(s.active());
          Collections.shuffle(active, random);
          var times = s.active().stream().map(ChangeFact::requestedTime).distinct().count();
          if (times == s.active().size() && current(s).isPresent()) {
            assertThat(Planner.plan(with(s, active)).step()).isEqualTo(Planner.plan(s).step());
          }
        });
  }

  private interface Check {
    void of(Situation any);
  }

  private static void forEach(Check check) {
    Seeds.forEach(RUNS, random -> check.of(any(random)));
  }

  private static Situation any(Random random) {
    var held = random.nextBoolean();
    var paused = held ? random.nextInt(8) > 0 : random.nextInt(4) == 0;
    var covering = RandomFacts.windows(random, 3);
    var names = new HashSet<String>();
    covering.forEach(w -> names.add(w.name()));
    if (random.nextBoolean()) {
      names.add("w3");
    }
    return new Situation(
        NOW,
        "shop",
        "cart",
        "dc1",
        held,
        paused,
        paused && random.nextInt(4) == 0,
        pick(random, HASHES),
        held ? pick(random, TIMES) : "",
        status(random),
        changes(random),
        covering,
        names,
        random.nextBoolean() || covering.stream().anyMatch(w -> w.mode() == Mode.Hold),
        RandomFacts.faults(random, 3),
        Canaries.NONE,
        Around.NONE);
  }

  private static RolloutStatus status(Random random) {
    return new RolloutStatus(
        7,
        6 + random.nextInt(3),
        random.nextInt(4),
        random.nextInt(4),
        random.nextInt(4),
        random.nextInt(4),
        pick(random, REASONS),
        random.nextInt(1000),
        NOW.getEpochSecond() - random.nextInt(1000));
  }

  private static List<ChangeFact> changes(Random random) {
    var changes = new ArrayList<ChangeFact>();
    for (int i = random.nextInt(4); i > 0; i--) {
      var windows = NAMES.stream().filter(n -> random.nextInt(3) == 0).toList();
      changes.add(
          Drafts.change(
              "c" + i,
              pick(random, HASHES),
              pick(random, TIMES),
              pick(random, List.of(ChangeType.values())),
              random.nextBoolean(),
              random.nextBoolean()
                  ? Optional.of(NOW.minusSeconds(random.nextInt(120)))
                  : Optional.empty(),
              windows,
              random.nextBoolean()));
    }
    return changes;
  }

  private static Situation with(Situation s, List<ChangeFact> active) {
    return new Situation(
        s.now(),
        s.namespace(),
        s.name(),
        s.datacenter(),
        s.held(),
        s.paused(),
        s.ownPause(),
        s.templateHash(),
        s.requestedTime(),
        s.status(),
        active,
        s.covering(),
        s.windowsOfDatacenter(),
        s.holdsInDatacenter(),
        s.faults(),
        s.canaries(),
        Around.NONE);
  }

  /** The Change that is left when the replaced ones are gone. */
  private static Optional<ChangeFact> current(Situation s) {
    var rest = new ArrayList<>(s.active());
    rest.removeAll(Planner.plan(s).superseded());
    return rest.stream().findFirst();
  }

  private static boolean mindedFault(Situation s) {
    return s.gating().stream().anyMatch(w -> mindedFault(s, w));
  }

  private static boolean mindedFault(Situation s, WindowFact window) {
    return s.faults().stream()
        .anyMatch(f -> f.resolvedTime().isEmpty() && minds(window, f.severity()));
  }

  private static boolean minds(WindowFact window, Severity severity) {
    return severity.ordinal() >= window.minSeverity().ordinal();
  }

  private static boolean closed(Situation s) {
    return s.gating().stream()
        .anyMatch(w ->
            !(w.calendar() instanceof WindowFact.Calendar.Readable(var schedule))
                || !schedule.openAt(NOW));
  }

  private static boolean stops(Step step) {
    return step instanceof Step.Pause || step instanceof Step.RollBack;
  }

  private static Optional<ChangeFact> changeOf(Step step) {
    return switch (step) {
      case Step.Nothing n -> Optional.empty();
      case Step.TakeIn t -> Optional.empty();
      case Step.Release r -> r.change();
      case Step.KeepHeld k -> Optional.of(k.change());
      case Step.OfCanary c -> Optional.of(c.change());
      case Step.TakeTurn t -> Optional.of(t.change());
      case Step.LeaveTurn l -> Optional.of(l.change());
      case Step.NoteOverride o -> Optional.of(o.change());
      case Step.DropOverride d -> Optional.of(d.change());
      case Step.Cancel c -> Optional.of(c.change());
      case Step.Undo u -> Optional.of(u.change());
      case Step.HandOver h -> h.change();
      case Step.NoteRelease n -> Optional.of(n.change());
      case Step.Abandon a -> Optional.of(a.change());
      case Step.Pause p -> Optional.of(p.change());
      case Step.RollBack r -> Optional.of(r.change());
      case Step.Complete c -> Optional.of(c.change());
      case Step.Fail f -> Optional.of(f.change());
    };
  }
}
