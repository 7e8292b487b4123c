package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What schedules and freezes say to a rollout. */
class ScheduleGateTest {
  private static final RolloutFact UPDATE = GatesTest.rollout(ChangeType.Update, false);

  @Test
  void aClosedWindowSaysWhenItOpens() {
    var decision = decide(UPDATE, window("dc1").nights());

    assertHolds(decision, Reason.OutsideWindow, "ChangeWindow/dc1 is closed; it opens 22:00 KST.");
    assertThat(decision.retryAt()).contains(at("22:00"));
  }

  @Test
  void aWindowThatOpensAnotherDayNamesTheDate() {
    assertHolds(
        decide(UPDATE, window("dc1").open("0 22 * * SAT", "1h")),
        Reason.OutsideWindow,
        "ChangeWindow/dc1 is closed; it opens 2026-05-23 22:00 KST.");
  }

  @Test
  void aWindowThatNeverOpensSaysSo() {
    var decision = decide(UPDATE, window("dc1").open("0 0 31 2 *", "1h"));

    assertHolds(
        decision,
        Reason.OutsideWindow,
        "ChangeWindow/dc1 is closed; its schedule has no further opening.");
    assertThat(decision.retryAt()).isEmpty();
  }

  @Test
  void aWindowIsOpenFromItsStartAndClosedFromItsEnd() {
    var nights = List.of(window("dc1").nights().fact());

    assertThat(Gates.decide(at("21:59:59"), UPDATE, nights, List.of()).releases()).isFalse();
    assertThat(Gates.decide(at("22:00"), UPDATE, nights, List.of()).releases()).isTrue();
    assertThat(Gates.decide(at("2026-05-22T03:59:59"), UPDATE, nights, List.of()).releases())
        .isTrue();
    assertThat(Gates.decide(at("2026-05-22T04:00"), UPDATE, nights, List.of()).releases())
        .isFalse();
  }

  @Test
  void aFreezeNamesItsReasonItsEndAndTheNextOpening() {
    var decision =
        Gates.decide(
            at("2026-12-25T23:00"),
            UPDATE,
            List.of(
                window("dc1")
                    .nights()
                    .frozen("year-end", "2026-12-24T00:00", "2027-01-02T09:00", "연말 동결.")
                    .fact()),
            List.of());

    assertHolds(
        decision,
        Reason.Frozen,
        "ChangeWindow/dc1 is frozen until 2027-01-02 09:00 KST (연말 동결); it opens 2027-01-02"
            + " 22:00 KST.");
    assertThat(decision.retryAt()).contains(at("2027-01-02T22:00"));
    assertThat(texts(decision)).contains("schedule: passed, the freeze says when it opens.");
  }

  @Test
  void aFreezeWithoutAReasonIsToldByItsName() {
    assertHolds(
        decide(UPDATE, window("dc1").frozen("spring", "2026-05-21T00:00", "2026-05-21T09:00", "")),
        Reason.Frozen,
        "ChangeWindow/dc1 is frozen until 09:00 KST (spring); it opens 09:00 KST.");
  }

  @Test
  void aReasonOverSeveralLinesStaysOneLine() {
    assertHolds(
        decide(
            UPDATE,
            window("dc1")
                .frozen("f", "2026-05-21T00:00", "2026-05-21T09:00", "audit\nask ops@example\n")),
        Reason.Frozen,
        "ChangeWindow/dc1 is frozen until 09:00 KST (audit ask ops@example); it opens 09:00 KST.");
  }

  /** Octopus#9621: a freeze of the future blocked at once. */
  @Test
  void aFreezeInTheFutureDoesNotHold() {
    assertThat(
            decide(UPDATE, window("dc1").frozen("f", "2026-05-21T08:31", "2026-05-21T09:00", "x"))
                .releases())
        .isTrue();
  }

  /** argo-cd#5590: a deny window that is not active blocked. */
  @Test
  void aFreezeOfThePastDoesNotHold() {
    assertThat(
            decide(UPDATE, window("dc1").frozen("f", "2026-05-20T00:00", "2026-05-21T08:30", "x"))
                .releases())
        .isTrue();
  }

  @Test
  void aScheduleThatCannotBeReadStaysClosed() {
    var decision =
        decide(UPDATE, window("dc1").unreadable("schedule.open[0].cron: \"x\" is no cron."));

    assertHolds(
        decision,
        Reason.InvalidSchedule,
        "ChangeWindow/dc1 stays closed: schedule.open[0].cron: \"x\" is no cron.");
    assertThat(decision.retryAt()).as("only a person can mend it").isEmpty();
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
