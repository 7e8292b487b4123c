package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What open and resolved faults say to a rollout. */
class FaultGateTest {
  private static final RolloutFact UPDATE = GatesTest.rollout(ChangeType.Update, false);

  @Test
  void anOpenFaultHoldsAndSaysHowToCloseIt() {
    var decision = decide(NOW, seoul(), open("lb-error", Severity.Major));

    assertHolds(
        decision,
        Reason.FaultOpen,
        "Fault/lb-error (Major) is open since 08:24 KST; resolve it with a cause and evidence.");
    assertThat(decision.retryAt()).as("time alone does not close it").isEmpty();
  }

  @Test
  void aFaultOfAnEarlierDayNamesTheDate() {
    var fault = new FaultFact("lb", Severity.Minor, at("2026-05-20T23:59"), Optional.empty());

    assertHolds(
        decide(NOW, seoul(), fault),
        Reason.FaultOpen,
        "Fault/lb (Minor) is open since 2026-05-20 23:59 KST; resolve it with a cause and"
            + " evidence.");
  }

  @Test
  void aWindowWithoutAScheduleTellsTimesInUtc() {
    assertHolds(
        decide(NOW, window("dc1"), open("lb-error", Severity.Critical)),
        Reason.FaultOpen,
        "Fault/lb-error (Critical) is open since 23:24 UTC; resolve it with a cause and"
            + " evidence.");
  }

  @Test
  void threeFaultsAreNamedAndTheRestIsCounted() {
    var a = open("a", Severity.Critical);
    var b = open("b", Severity.Major);
    var c = open("c", Severity.Minor);
    var d = open("d", Severity.Minor);

    assertHolds(
        decide(NOW, seoul(), a, b, c),
        Reason.FaultOpen,
        "Fault/a (Critical), Fault/b (Major), Fault/c (Minor) are open; resolve each with a cause"
            + " and evidence.");
    assertHolds(
        decide(NOW, seoul(), a, b, c, d),
        Reason.FaultOpen,
        "Fault/a (Critical), Fault/b (Major), Fault/c (Minor) and 1 more are open; resolve each"
            + " with a cause and evidence.");
  }

  @Test
  void oneOfTwoClosedStillHoldsAndNamesTheOther() {
    assertHolds(
        decide(NOW, seoul(), resolved("a", at("07:00")), open("b", Severity.Minor)),
        Reason.FaultOpen,
        "Fault/b (Minor) is open since 08:24 KST; resolve it with a cause and evidence.");
  }

  @Test
  void anOpenFaultIsNamedBeforeOneThatIsQuiet() {
    assertHolds(
        decide(NOW, seoul(), resolved("a", at("08:25")), open("b", Severity.Minor)),
        Reason.FaultOpen,
        "Fault/b (Minor) is open since 08:24 KST; resolve it with a cause and evidence.");
  }

  @Test
  void aFaultBelowTheSeverityThatTheWindowMindsDoesNotHold() {
    var major = seoul().minds(Severity.Major);

    var decision = decide(NOW, major, open("a", Severity.Minor));

    assertThat(decision.releases()).isTrue();
    assertThat(decision.lines().getLast().text())
        .isEqualTo("faults: passed, no fault of Major or worse is open.");
    assertThat(decide(NOW, major, open("a", Severity.Major)).releases()).isFalse();
    assertThat(decide(NOW, major, open("a", Severity.Critical)).releases()).isFalse();
  }

  @Test
  void aResolvedFaultHoldsForItsQuietPeriod() {
    var decision = decide(NOW, seoul(), resolved("lb-error", at("08:28")));

    assertHolds(
        decision,
        Reason.FaultQuietPeriod,
        "Fault/lb-error (Major) is resolved; the quiet period ends 08:38 KST.");
    assertThat(decision.retryAt()).contains(at("08:38"));
  }

  @Test
  void theQuietPeriodIsOverAtItsLastInstant() {
    var resolved = resolved("lb-error", at("08:20"));

    assertThat(decide(at("08:30").minusNanos(1), seoul(), resolved).releases()).isFalse();
    assertThat(decide(at("08:30"), seoul(), resolved).releases()).isTrue();
  }

  @Test
  void theQuietPeriodLastsUntilTheLastFaultIsQuiet() {
    var decision =
        decide(NOW, seoul(), resolved("a", at("08:29:30")), resolved("b", at("08:21:00")));

    assertHolds(
        decision,
        Reason.FaultQuietPeriod,
        "Fault/a (Major), Fault/b (Major) are resolved; the quiet period ends 08:39:30 KST.");
    assertThat(decision.retryAt()).contains(at("08:39:30"));
  }

  @Test
  void withoutAQuietPeriodAResolvedFaultIsOver() {
    assertThat(decide(NOW, seoul().quiet(Duration.ZERO), resolved("a", NOW)).releases()).isTrue();
  }

  @Test
  void eachWindowHasItsOwnQuietPeriod() {
    var decision =
        Gates.decide(
            NOW,
            UPDATE,
            List.of(
                window("short").days().quiet(Duration.ofMinutes(1)).fact(),
                window("long").days().quiet(Duration.ofHours(1)).fact()),
            List.of(resolved("a", at("08:00"))));

    assertHolds(
        decision,
        Reason.FaultQuietPeriod,
        "Fault/a (Major) is resolved; the quiet period ends 09:00 KST.");
    assertThat(decision.lines()).extracting(GateLine::window).contains("short", "long");
  }

  private static Windows seoul() {
    return window("dc1").days();
  }

  private static FaultFact open(String name, Severity severity) {
    return new FaultFact(name, severity, at("08:24"), Optional.empty());
  }

  private static FaultFact resolved(String name, Instant when) {
    return new FaultFact(name, Severity.Major, at("07:00"), Optional.of(when));
  }

  private static Decision decide(Instant now, Windows window, FaultFact... faults) {
    return Gates.decide(now, UPDATE, List.of(window.fact()), List.of(faults));
  }

  private static void assertHolds(Decision decision, Reason reason, String message) {
    assertThat(decision.holds())
        .singleElement()
        .satisfies(hold -> {
          assertThat(hold.message()).isEqualTo(message);
          assertThat(hold.reason()).isEqualTo(reason);
        });
  }
}
