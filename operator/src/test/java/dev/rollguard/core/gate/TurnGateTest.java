package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.PreTestGateTest.reasons;
import static dev.rollguard.core.gate.Said.ASKED;
import static dev.rollguard.core.gate.Said.line;
import static dev.rollguard.core.gate.Said.neighbour;
import static dev.rollguard.core.gate.Said.said;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.NeighbourFact.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whose turn it is. */
class TurnGateTest {
  private static final String EARLIER = "2026-05-20T22:59:59Z";
  private static final String LATER = "2026-05-20T23:00:01Z";
  private static final Duration SOAK = Duration.ofMinutes(5);
  private static final Standing MOVES = new Standing.InMotion();
  private static final Standing READY = new Standing.Ready();

  @Test
  void whatSomethingElseHoldsStepsAsideAndThatIsNeverTheReason() {
    var window = window("dc1").nights().atOnce(1, SOAK).canary();
    var decision = said().decide(window);
    assertThat(reasons(decision))
        .containsExactly(Reason.OutsideWindow, Reason.CanaryPending, Reason.AwaitingTurn);
    assertThat(decision.holds().getLast().message())
        .isEqualTo("It steps aside for other changes until nothing else holds it.");
  }

  @Test
  void alsoWhenOnlyTheCanaryFailed() {
    var failed = new RunFact.End(Outcome.Fail, "too many errors", NOW);
    var canary = new CanaryFact(NOW, Optional.of(NOW), Optional.of(failed));
    var rollout =
        new RolloutFact("shop", "cart", "dc1", ChangeType.Update, false, Tried.evidence(canary));
    var decision = Gates.decide(NOW, rollout, List.of(seoul(1).canary().fact()), List.of());
    assertThat(decision.firstHold().orElseThrow().reason()).isEqualTo(Reason.CanaryFailed);
    assertThat(Trials.onlyTurnHolds(decision)).isFalse();
  }

  @Test
  void alonePasses() {
    assertThat(line(said().waits().decide(seoul(1)), "concurrency"))
        .isEqualTo("concurrency: passed, its turn has come.");
    assertThat(line(said().hasTurn().decide(seoul(1)), "concurrency"))
        .isEqualTo("concurrency: passed, it has its turn.");
  }

  @Test
  void whileOneIsInMotionTheNextWaits() {
    var decision = said().waits(neighbour("pay-1", LATER, MOVES)).decide(seoul(1));
    assertThat(reasons(decision)).containsExactly(Reason.AwaitingTurn);
    assertThat(decision.message())
        .isEqualTo("It waits for its turn: Change/shop/pay-1 is in motion.");
    assertThat(decision.retryAt()).as("its end tells").isEmpty();
  }

  @Test
  void whoAskedEarlierAndIsReadyComesFirst() {
    var decision = said().waits(neighbour("pay-1", EARLIER, READY)).decide(seoul(1));
    assertThat(decision.message())
        .isEqualTo("It waits for its turn: Change/shop/pay-1 comes first.");
    assertThat(decision.retryAt())
        .as("that one may step aside by time alone")
        .contains(NOW.plusSeconds(60));
    assertThat(said().waits(neighbour("pay-1", LATER, READY)).decide(seoul(1)).releases()).isTrue();
  }

  @Test
  void amongThoseOfTheSameSecondTheNameDecides() {
    assertThat(said().waits(neighbour("cart-0", ASKED, READY)).decide(seoul(1)).releases())
        .isFalse();
    assertThat(said().waits(neighbour("cart-2", ASKED, READY)).decide(seoul(1)).releases())
        .isTrue();
  }

  @Test
  void rollbacksComeFirst() {
    var rollback = new NeighbourFact("Change/shop/pay-1", Set.of("dc1"), true, LATER, READY);
    assertThat(said().waits(rollback).decide(seoul(1)).message())
        .isEqualTo("It waits for its turn: Change/shop/pay-1 comes first.");
    var gated = seoul(1).gatesRollbacks();
    var me = said().type(ChangeType.Rollback);
    assertThat(me.waits(neighbour("pay-1", EARLIER, READY)).decide(gated).releases()).isTrue();
    assertThat(me.waits(rollback).decide(gated).releases()).as("it asked earlier").isTrue();
  }

  @Test
  void theSoakEndsAtItsVeryInstant() {
    var ended = neighbour("pay-1", EARLIER, new Standing.Ended(at("08:25:30")));
    var waiting = said().waits(ended);
    var before = waiting.decideAt(at("08:30:30").minusNanos(1), seoul(1));
    assertThat(before.message())
        .isEqualTo(
            "It waits for its turn: Change/shop/pay-1 has ended, and the next one may start"
                + " 08:30:30 KST.");
    assertThat(before.retryAt()).contains(at("08:30:30"));
    assertThat(waiting.decideAt(at("08:30:30"), seoul(1)).releases()).isTrue();
  }

  @Test
  void ofSeveralThatSoakTheFirstOneTellsWhenToLookAgain() {
    var decision =
        said()
            .waits(
                neighbour("pay-2", EARLIER, new Standing.Ended(at("08:28"))),
                neighbour("pay-1", EARLIER, new Standing.Ended(at("08:27"))))
            .decide(seoul(1));
    assertThat(decision.message())
        .isEqualTo(
            "It waits for its turn: Change/shop/pay-1, Change/shop/pay-2 have ended, and the next"
                + " one may start 08:32 KST.");
    assertThat(decision.retryAt()).contains(at("08:32"));
  }

  @Test
  void twoAtOnceLetTheSecondPassAndNotTheThird() {
    var moves = neighbour("a", EARLIER, MOVES);
    var earlier = neighbour("b", EARLIER, READY);
    var later = neighbour("c", LATER, READY);
    assertThat(said().waits(moves).decide(seoul(2)).releases()).isTrue();
    assertThat(said().waits(earlier).decide(seoul(2)).releases()).isTrue();
    assertThat(said().waits(moves, later).decide(seoul(2)).releases()).isTrue();
    var third = said().waits(moves, earlier).decide(seoul(2));
    assertThat(third.message())
        .isEqualTo("It waits for its turn: Change/shop/b comes first; Change/shop/a is in motion.");
    assertThat(said().waits(moves, earlier).decide(seoul(3)).releases()).isTrue();
    var soaks = neighbour("d", EARLIER, new Standing.Ended(at("08:29")));
    assertThat(said().waits(moves, soaks).decide(seoul(2)).retryAt()).contains(at("08:34"));
  }

  @Test
  void threeAreNamedAndTheRestIsCounted() {
    var others =
        Stream.of("d", "c", "b", "a")
            .map(n -> neighbour(n, EARLIER, MOVES))
            .toArray(NeighbourFact[]::new);
    assertThat(said().waits(others).decide(seoul(1)).message())
        .isEqualTo(
            "It waits for its turn: Change/shop/a, Change/shop/b, Change/shop/c and 1 more are in"
                + " motion.");
  }

  @Test
  void acrossTheWindowOnlyItsOwnChangesCount() {
    var other = new NeighbourFact("Change/shop/pay-1", Set.of("other"), false, EARLIER, MOVES);
    var across = window("dc1").days().atOnce(new ConcurrencyDemand(1, SOAK, false));
    assertThat(said().waits(other).decide(across).releases()).isTrue();
    assertThat(said().waits(other).decide(seoul(1)).releases()).isFalse();
    assertThat(said().waits(neighbour("pay-1", EARLIER, MOVES)).decide(across).releases())
        .isFalse();
  }

  private static Windows seoul(int most) {
    return window("dc1").days().atOnce(most, SOAK);
  }
}
