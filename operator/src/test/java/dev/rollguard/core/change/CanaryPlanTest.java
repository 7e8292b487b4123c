package dev.rollguard.core.change;

import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Tried.HASH;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Plan.Step;
import dev.rollguard.core.gate.CanaryFact;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.RunFact;
import dev.rollguard.core.gate.Tried;
import dev.rollguard.core.gate.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CanaryPlanTest {
  private static final Windows WINDOW = window("dc1").canary("errors");
  private static final String CHANGE = "cart-1";
  private static final SiblingFact READY =
      new SiblingFact("cart-canary", CHANGE, true, true, false);
  private static final SiblingFact STARTING =
      new SiblingFact("cart-canary", CHANGE, true, false, false);
  private static final Instant HEALTHY = NOW.minusSeconds(60);

  @Test
  void aCanaryBeginsWhenNothingElseHolds() {
    assertThat(step(WINDOW, change(null), Canaries.NONE)).isInstanceOf(Step.BeginCanary.class);
  }

  @Test
  void noCanaryBeginsUnderAnOpenFaultOrOutsideTheWindowOrBeforeThePreTests() {
    assertThat(held(WINDOW, change(null), Canaries.NONE).fault("lb").step())
        .isInstanceOf(Step.KeepHeld.class);
    assertThat(
            step(
                window("dc1").frozen("f", "2026-01-01T00:00", "2027-01-01T00:00", "no").canary(),
                change(null),
                Canaries.NONE))
        .isInstanceOf(Step.KeepHeld.class);
    assertThat(step(window("dc1").preTest("t").canary(), change(null), Canaries.NONE))
        .isInstanceOf(Step.KeepHeld.class);
  }

  @Test
  void onceBegunTheCloneIsMade() {
    assertThat(step(WINDOW, change(begun()), Canaries.NONE)).isInstanceOf(Step.MakeClone.class);
  }

  @Test
  void theCloneOfAnEarlierChangeIsStrayAndNotThisCanary() {
    var old = new SiblingFact("cart-canary", "cart-0", false, true, false);
    var plan = held(WINDOW, change(begun()), cloned(old)).plan();
    assertThat(plan.strayClone()).isTrue();
    assertThat(plan.step()).isInstanceOf(Step.MakeClone.class);
  }

  @Test
  void whileItGetsReadyItIsWaitedFor() {
    var plan = held(WINDOW, change(begun()), cloned(STARTING)).plan();
    assertThat(plan.step()).isInstanceOf(Step.KeepHeld.class);
    assertThat(plan.strayClone()).isFalse();
  }

  @Test
  void thatItServesIsNotedAndThenItsChecksAreStarted() {
    assertThat(step(WINDOW, change(begun()), cloned(READY)))
        .isEqualTo(new Step.NoteHealth(change(begun()), true));
    var step = (Step.CheckCanary) step(WINDOW, change(serving()), cloned(READY));
    assertThat(step.wanted()).hasSize(1);
  }

  @Test
  void podsThatServeNoMoreLetItSoakAnew() {
    assertThat(step(WINDOW, change(serving()), cloned(STARTING)))
        .isEqualTo(new Step.NoteHealth(change(serving()), false));
  }

  @Test
  void podsThatDoNotGetReadyFailIt() {
    var stuck = new SiblingFact("cart-canary", CHANGE, true, false, true);
    assertThat(step(WINDOW, change(begun()), cloned(stuck))).isInstanceOf(Step.FailCanary.class);
  }

  @Test
  void theDeadlineFailsItAndTellsWhatItWaitedFor() {
    var late = new CanaryFact(NOW.minusSeconds(1800), Optional.empty(), Optional.empty());
    var step = (Step.FailCanary) step(WINDOW, change(late), cloned(STARTING));
    assertThat(step.message())
        .startsWith("its deadline of 30m ran out: The canary gets ready; it has until");
  }

  @Test
  void aFailedCheckFailsIt() {
    var run = Tried.canary("errors", HEALTHY).ended(Outcome.Fail, NOW);
    assertThat(step(WINDOW, change(serving(), run), cloned(READY)))
        .isInstanceOf(Step.FailCanary.class);
  }

  @Test
  void aFaultThatOpensStopsIt() {
    var plan = held(WINDOW, change(serving()), cloned(READY)).fault("lb").plan();
    assertThat(plan.step()).isEqualTo(new Step.StopCanary(change(serving())));
  }

  @Test
  void evidenceThatExpiresMeanwhileDoesNotStopIt() {
    var passed = Tried.preTest("t").ended(Outcome.Pass, NOW.minusSeconds(25 * 3600));
    var step =
        step(window("dc1").preTest("t").canary("errors"), change(serving(), passed), cloned(READY));
    assertThat(step).isInstanceOf(Step.CheckCanary.class);
  }

  @Test
  void aCloneThatIsGoneBeginsAnew() {
    assertThat(step(WINDOW, change(serving()), Canaries.NONE))
        .isEqualTo(new Step.StopCanary(change(serving())));
  }

  @Test
  void aFailedCanaryIsKeptHeldOrReverted() {
    assertThat(step(WINDOW, change(failed()), cloned(READY))).isInstanceOf(Step.KeepHeld.class);
    assertThat(held(WINDOW, change(failed()), cloned(READY)).plan().strayClone()).isTrue();
    assertThat(step(window("dc1").canary(false, true, "errors"), change(failed()), Canaries.NONE))
        .isEqualTo(new Step.Revert(change(failed())));
  }

  @Test
  void aCanaryThatPassedReleases() {
    var soaked =
        new CanaryFact(NOW.minusSeconds(600), Optional.of(NOW.minusSeconds(300)), Optional.empty());
    var run = Tried.canary("errors", NOW.minusSeconds(300)).ended(Outcome.Pass, NOW);
    assertThat(step(WINDOW, change(soaked, run), cloned(READY))).isInstanceOf(Step.Release.class);
  }

  @Test
  void aCanaryThatPassedAndWaitedTooLongBeginsAnew() {
    var soaked =
        new CanaryFact(
            NOW.minusSeconds(1800), Optional.of(NOW.minusSeconds(1700)), Optional.empty());
    var run = Tried.canary("errors", NOW.minusSeconds(1700)).ended(Outcome.Pass, NOW);
    var expired = Tried.preTest("t").ended(Outcome.Pass, NOW.minusSeconds(25 * 3600));
    assertThat(
            step(
                window("dc1").preTest("t").canary("errors"),
                change(soaked, run, expired),
                cloned(READY)))
        .isInstanceOf(Step.StopCanary.class);
  }

  @Test
  void anExistingCanaryIsWaitedForUntilItRunsTheSameImages() {
    var window = window("dc1").canary(true, false, "errors");
    var other = new SiblingFact("cart-eu", "", false, true, false);
    var same = new SiblingFact("cart-eu", "", true, true, false);
    assertThat(step(window, change(null), existing(other))).isInstanceOf(Step.KeepHeld.class);
    assertThat(step(window, change(null), existing(same))).isInstanceOf(Step.BeginCanary.class);
    assertThat(step(window, change(begun()), existing(same))).isInstanceOf(Step.NoteHealth.class);
    assertThat(step(window, change(begun()), existing(other))).isInstanceOf(Step.StopCanary.class);
  }

  @Test
  void aCanaryWantsNoCanaryAndAFirstRolloutNone() {
    var itself = new Canaries(true, Optional.empty(), Optional.empty());
    assertThat(step(WINDOW, change(null), itself)).isInstanceOf(Step.Release.class);
    var first =
        Drafts.change(
            CHANGE, HASH, "t1", ChangeType.Create, false, Optional.empty(), List.of("dc1"), true);
    assertThat(step(WINDOW, first, Canaries.NONE)).isInstanceOf(Step.Release.class);
  }

  @Test
  void aCanaryThatNoWindowWantsAnyMoreIsStopped() {
    var closed = window("dc1").frozen("f", "2026-01-01T00:00", "2027-01-01T00:00", "no");
    assertThat(step(closed, change(serving()), cloned(READY))).isInstanceOf(Step.StopCanary.class);
  }

  @Test
  void aCloneWithoutAHeldChangeIsStray() {
    assertThat(Situations.deployment(HASH).canaries(cloned(READY)).plan().strayClone()).isTrue();
    assertThat(held(WINDOW, change(null), cloned(READY)).plan().strayClone()).isTrue();
  }

  private static CanaryFact begun() {
    return new CanaryFact(NOW.minusSeconds(100), Optional.empty(), Optional.empty());
  }

  private static CanaryFact serving() {
    return new CanaryFact(NOW.minusSeconds(100), Optional.of(HEALTHY), Optional.empty());
  }

  private static CanaryFact failed() {
    return new CanaryFact(
        NOW.minusSeconds(100),
        Optional.of(HEALTHY),
        Optional.of(new RunFact.End(Outcome.Fail, "errors", NOW)));
  }

  private static ChangeFact change(@Nullable CanaryFact canary, RunFact... runs) {
    return new ChangeFact(
        CHANGE,
        HASH,
        "t1",
        ChangeType.Update,
        false,
        Optional.empty(),
        List.of("dc1"),
        true,
        Optional.ofNullable(canary),
        List.of(runs),
        Handling.NONE,
        false);
  }

  private static Canaries cloned(SiblingFact clone) {
    return new Canaries(false, Optional.of(clone), Optional.empty());
  }

  private static Canaries existing(SiblingFact canary) {
    return new Canaries(false, Optional.empty(), Optional.of(canary));
  }

  private static Situations held(Windows window, ChangeFact change, Canaries canaries) {
    return Situations.deployment(HASH).held("t1").covered(window).change(change).canaries(canaries);
  }

  private static Step step(Windows window, ChangeFact change, Canaries canaries) {
    return held(window, change, canaries).step();
  }
}
