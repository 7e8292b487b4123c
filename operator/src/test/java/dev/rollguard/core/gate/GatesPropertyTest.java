package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Seoul.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for any rollout, any windows and any faults. */
class GatesPropertyTest {
  private static final int RUNS = 1_000;

  private record Case(
      RolloutFact rollout, List<WindowFact> windows, List<FaultFact> faults, Random random) {
    Decision decision() {
      return decision(NOW);
    }

    Decision decision(Instant now) {
      return Gates.decide(now, rollout, windows, faults);
    }

    boolean releasesWith(List<FaultFact> others) {
      return Gates.decide(NOW, rollout, windows, others).releases();
    }
  }

  @Test
  void itReleasesExactlyWhenThePlainRuleDoes() {
    forEach(c -> assertThat(c.decision().releases()).isEqualTo(plainRule(c)));
  }

  @Test
  void itReleasesExactlyWhenNothingHolds() {
    forEach(c -> assertThat(c.decision().releases()).isEqualTo(c.decision().holds().isEmpty()));
  }

  @Test
  void anotherFaultNeverReleasesWhatWasHeld() {
    forEach(c -> {
      var more = new ArrayList<>(c.faults());
      more.add(c.random().nextInt(more.size() + 1), RandomFacts.aFault(c.random(), "another"));
      if (!c.decision().releases()) {
        assertThat(c.releasesWith(more)).isFalse();
      }
    });
  }

  @Test
  void resolvingOneFaultNeverReleasesWhileAnotherThatHeldIsOpen() {
    forEach(c -> {
      for (var fault : c.faults()) {
        var heldByThisOne = Gates.decide(NOW, c.rollout(), c.windows(), List.of(fault));
        var others = new ArrayList<>(c.faults());
        others.remove(fault);
        if (names(heldByThisOne, Reason.FaultOpen)) {
          assertThat(c.releasesWith(c.faults())).isFalse();
          assertThat(c.releasesWith(resolved(others, fault))).isFalse();
        }
      }
    });
  }

  @Test
  void anotherWindowNeverReleasesWhatWasHeld() {
    forEach(c -> {
      var more = new ArrayList<>(c.windows());
      more.add(c.random().nextInt(more.size() + 1), RandomFacts.aWindow(c.random(), "another"));
      if (!c.decision().releases()) {
        assertThat(Gates.decide(NOW, c.rollout(), more, c.faults()).releases()).isFalse();
      }
    });
  }

  @Test
  void allWindowsMustPassEachByItself() {
    forEach(c ->
        assertThat(c.decision().releases())
            .isEqualTo(
                c.windows().stream()
                    .allMatch(
                        w -> Gates.decide(NOW, c.rollout(), List.of(w), c.faults()).releases())));
  }

  @Test
  void theOrderOfWindowsAndFaultsDoesNotMatter() {
    forEach(c -> {
      var windows = new ArrayList<>(c.windows());
      var faults = new ArrayList<>(c.faults());
      Collections.shuffle(windows, c.random());
      Collections.shuffle(faults, c.random());

      assertThat(Gates.decide(NOW, c.rollout(), windows, faults).releases())
          .isEqualTo(c.decision().releases());
    });
  }

  @Test
  void anOwnersPauseIsNeverCleared() {
    forEach(c -> {
      if (c.rollout().ownPause() && !c.windows().isEmpty()) {
        assertThat(c.decision().holds())
            .extracting(Verdict.Hold::reason)
            .containsOnly(Reason.OwnPause);
      }
    });
  }

  @Test
  void untilTheNextLookTimeAloneReleasesNothing() {
    forEach(c -> {
      var decision = c.decision();
      if (decision.releases()) {
        return;
      }
      var until = decision.retryAt().orElse(NOW.plus(Duration.ofDays(3)));
      assertThat(until).isAfter(NOW);
      var span = Duration.between(NOW, until).toMillis();
      for (int i = 0; i < 5; i++) {
        assertThat(c.decision(NOW.plusMillis(c.random().nextLong(span))).releases()).isFalse();
      }
    });
  }

  @Test
  void everyAnswerIsOneSentenceInOneLine() {
    forEach(c -> {
      assertThat(c.decision().lines())
          .allSatisfy(line ->
              assertThat(line.text()).matches("[a-zA-Z]+: (passed|exempt|held), .*[^.]\\."));
      assertThat(c.decision().message()).matches("[A-Z].*\\.").doesNotContain("null", "Optional");
    });
  }

  private interface Check {
    void of(Case any);
  }

  private static void forEach(Check check) {
    Seeds.forEach(
        RUNS,
        random ->
            check.of(
                new Case(
                    RandomFacts.aRollout(random),
                    RandomFacts.windows(random, 3),
                    RandomFacts.faults(random, 4),
                    random)));
  }

  /** The rule as one would say it in a meeting. */
  private static boolean plainRule(Case c) {
    for (var window : c.windows()) {
      if (c.rollout().ownPause()) {
        return false;
      }
      if (c.rollout().type() == ChangeType.Rollback && window.releasesRollbacks()) {
        continue;
      }
      if (!(window.calendar() instanceof WindowFact.Calendar.Readable(var schedule))
          || !schedule.openAt(NOW)) {
        return false;
      }
      for (var fault : c.faults()) {
        var minded = fault.severity().ordinal() >= window.minSeverity().ordinal();
        var over =
            fault.resolvedTime().isPresent()
                && !NOW.isBefore(fault.resolvedTime().get().plus(window.quietPeriod()));
        if (minded && !over) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean names(Decision decision, Reason reason) {
    return decision.holds().stream().anyMatch(h -> h.reason() == reason);
  }

  private static List<FaultFact> resolved(List<FaultFact> faults, FaultFact unresolved) {
    var all = new ArrayList<FaultFact>();
    for (var fault : faults) {
      all.add(
          new FaultFact(fault.name(), fault.severity(), fault.since(), Optional.of(Instant.EPOCH)));
    }
    all.add(unresolved);
    return all;
  }
}
