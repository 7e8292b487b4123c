package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every gate with its sentence. Sentences are shown to people, so they are asserted whole. */
class GatesTest {
  private static final RolloutFact UPDATE = rollout(ChangeType.Update, false);
  private static final RolloutFact ROLLBACK = rollout(ChangeType.Rollback, false);
  private static final FaultFact LB_ERROR =
      new FaultFact("lb-error", Severity.Major, at("08:24"), Optional.empty());

  @Test
  void theGatesStandInTheirOrder() {
    assertThat(Gates.names())
        .containsExactly(
            "ownPause",
            "breakGlass",
            "rollback",
            "freeze",
            "schedule",
            "faults",
            "preTests",
            "approvals",
            "after",
            "concurrency",
            "canary");
  }

  @Test
  void withoutAWindowNothingStandsAgainstIt() {
    var decision = Gates.decide(NOW, UPDATE, List.of(), List.of(LB_ERROR));

    assertThat(decision.releases()).isTrue();
    assertThat(decision.releaseReason()).isEqualTo(Reason.NotCovered);
    assertThat(decision.retryAt()).isEmpty();
  }

  @Test
  void anOpenWindowWithoutFaultsReleases() {
    var decision = decide(UPDATE, window("dc1").days());

    assertThat(decision.releases()).isTrue();
    assertThat(decision.releaseReason()).isEqualTo(Reason.Released);
    assertThat(decision.message()).isEqualTo("Every gate passed.");
    assertThat(texts(decision))
        .containsExactly(
            "ownPause: passed, the owner did not pause it.",
            "rollback: passed, not a rollback.",
            "freeze: passed, no freeze.",
            "schedule: passed, ChangeWindow/dc1 is open.",
            "faults: passed, no fault of Minor or worse is open.");
  }

  @Test
  void anOwnersPauseHoldsAndNothingElseIsAsked() {
    var decision = decide(rollout(ChangeType.Rollback, true), window("dc1").nights(), LB_ERROR);

    assertThat(texts(decision))
        .containsExactly(
            "ownPause: held, Deployment/cart is paused by its owner; take spec.paused out of its"
                + " manifest or resume it, then the gates decide.");
    assertThat(decision.firstHold().orElseThrow().reason()).isEqualTo(Reason.OwnPause);
    assertThat(decision.retryAt()).isEmpty();
  }

  @Test
  void anOwnersPauseIsToldOnceForSeveralWindows() {
    var decision =
        Gates.decide(
            NOW,
            rollout(ChangeType.Update, true),
            List.of(window("a").fact(), window("b").fact()),
            List.of());

    assertThat(decision.holds()).hasSize(2);
    assertThat(decision.message())
        .isEqualTo(
            "Deployment/cart is paused by its owner; take spec.paused out of its manifest or resume"
                + " it, then the gates decide.");
  }

  @Test
  void aRollbackIsExemptThoughClosedFrozenAndUnderAFault() {
    var decision =
        decide(
            ROLLBACK,
            window("dc1").nights().frozen("f", "2026-05-01T00:00", "2026-06-01T00:00", "May"),
            LB_ERROR);

    assertThat(decision.releases()).isTrue();
    assertThat(decision.releaseReason()).isEqualTo(Reason.Rollback);
    assertThat(texts(decision))
        .containsExactly(
            "ownPause: passed, the owner did not pause it.",
            "rollback: exempt, the template ran healthy here before; a rollback is released at"
                + " once.");
  }

  @Test
  void aRollbackIsExemptThoughTheScheduleCannotBeRead() {
    assertThat(decide(ROLLBACK, window("dc1").unreadable("bad.")).releases()).isTrue();
  }

  @Test
  void aWindowMayGateRollbacks() {
    var decision = decide(ROLLBACK, window("dc1").nights().gatesRollbacks());

    assertThat(decision.releases()).isFalse();
    assertThat(texts(decision))
        .contains("rollback: passed, a rollback, and ChangeWindow/dc1 gates those.");
    assertThat(decision.firstHold().orElseThrow().reason()).isEqualTo(Reason.OutsideWindow);
  }

  @Test
  void aRollbackPassesOneWindowAndIsGatedByAnother() {
    var decision =
        Gates.decide(
            NOW,
            ROLLBACK,
            List.of(
                window("free").nights().fact(), window("strict").nights().gatesRollbacks().fact()),
            List.of());

    assertThat(decision.holds())
        .singleElement()
        .extracting(Verdict.Hold::message)
        .isEqualTo("ChangeWindow/strict is closed; it opens 22:00 KST.");
  }

  @Test
  void allRefusalsAreListedAndTheFirstNamesTheReason() {
    var decision = decide(UPDATE, window("dc1").nights(), LB_ERROR);

    assertThat(decision.firstHold().orElseThrow().reason()).isEqualTo(Reason.OutsideWindow);
    assertThat(decision.message())
        .isEqualTo(
            "ChangeWindow/dc1 is closed; it opens 22:00 KST. Fault/lb-error (Major) is open since"
                + " 08:24 KST; resolve it with a cause and evidence.");
  }

  @Test
  void bothOfTwoWindowsMustPass() {
    var open = window("open").days().fact();
    var closed = window("closed").nights().fact();

    var decision = Gates.decide(NOW, UPDATE, List.of(open, closed), List.of());

    assertHolds(
        decision, Reason.OutsideWindow, "ChangeWindow/closed is closed; it opens 22:00 KST.");
    assertThat(Gates.decide(NOW, UPDATE, List.of(open, open), List.of()).releases()).isTrue();
  }

  @Test
  void theNextLookIsAtTheEarliestTimeOfAll() {
    var decision =
        Gates.decide(
            NOW,
            UPDATE,
            List.of(
                window("late").nights().fact(), window("early").open("0 12 * * *", "1h").fact()),
            List.of());

    assertThat(decision.retryAt()).contains(at("12:00"));
  }

  /** Year 1,000,000,000 plus a quiet period is no Instant. */
  @Test
  void aGateThatFailsHolds() {
    var broken = new FaultFact("odd", Severity.Minor, at("08:24"), Optional.of(Instant.MAX));

    var decision = decide(UPDATE, window("dc1").days(), broken);

    assertHolds(
        decision,
        Reason.InternalError,
        "Gate faults of ChangeWindow/dc1 failed with DateTimeException; the rollout stays held.");
    assertThat(decision.retryAt()).contains(NOW.plusSeconds(30));
  }

  @Test
  void everyReasonHasASentence() {
    assertThat(Reason.values())
        .allSatisfy(reason -> {
          assertThat(reason.name()).matches("[A-Z][A-Za-z]+");
          assertThat(reason.sentence()).matches("[A-Z][^\\n]*\\.");
        });
  }

  static RolloutFact rollout(ChangeType type, boolean ownPause) {
    return new RolloutFact("shop", "cart", "dc1", type, ownPause);
  }

  private static Decision decide(RolloutFact rollout, Windows window, FaultFact... faults) {
    return Gates.decide(NOW, rollout, List.of(window.fact()), List.of(faults));
  }

  private static void assertHolds(Decision decision, Reason reason, String message) {
    assertThat(decision.releases()).isFalse();
    assertThat(decision.holds())
        .singleElement()
        .satisfies(hold -> {
          assertThat(hold.message()).isEqualTo(message);
          assertThat(hold.reason()).isEqualTo(reason);
        });
  }

  private static List<String> texts(Decision decision) {
    return decision.lines().stream().map(GateLine::text).toList();
  }
}
