package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.Said.CHANGE;
import static dev.rollguard.core.gate.Said.reject;
import static dev.rollguard.core.gate.Said.said;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an override lets through, and until when. */
class BreakGlassTest {
  private static final Instant OPENED = at("08:20");
  private static final Instant LAPSES = at("08:35");
  private static final Instant UNTIL = at("10:20");

  @Test
  void anOverrideOfTheDatacenterLetsEverythingThrough() {
    var window =
        window("dc1")
            .nights()
            .approvals(Risk.Low, 1)
            .after("dc0", Duration.ZERO)
            .atOnce(1, Duration.ZERO)
            .canary();
    var decision = said().overrides(override("dc1", "", true)).decide(window);
    assertThat(decision.releases()).isTrue();
    assertThat(decision.releaseReason()).isEqualTo(Reason.BreakGlass);
    assertThat(decision.lines())
        .extracting(GateLine::text)
        .containsExactly(
            "ownPause: passed, the owner did not pause it.",
            "breakGlass: exempt, BreakGlass/emergency by bob lets it through until 10:20 KST:"
                + " payments fail.");
    assertThat(Trials.needsTurn(decision)).isFalse();
  }

  @Test
  void itLetsThroughWhatItNamesAndNothingElse() {
    assertThat(passes(override("", CHANGE, true))).isTrue();
    assertThat(passes(override("", "shop/cart-2", true))).isFalse();
    assertThat(passes(override("dc2", "", true))).isFalse();
    assertThat(passes(override("", "", true))).isFalse();
    assertThat(passes(override("dc1", "shop/cart-2", true)))
        .as("of two names the narrower one counts")
        .isFalse();
  }

  @Test
  void whatIsNotOnRecordIsNotTheOneThatItNames() {
    assertThat(override("", CHANGE, true).names("dc1", "")).isFalse();
    assertThat(override("", "", true).names("", "")).isFalse();
  }

  @Test
  void unconfirmedItLapsesAtTheVeryInstant() {
    var window = window("dc1").nights();
    var unconfirmed = said().overrides(override("dc1", "", false));
    assertThat(unconfirmed.decideAt(LAPSES.minusNanos(1), window).releases()).isTrue();
    assertThat(unconfirmed.decideAt(LAPSES, window).releases()).isFalse();
    assertThat(Said.line(unconfirmed.decide(window), "breakGlass")).contains("until 08:35 KST");
  }

  @Test
  void confirmedItEndsAtItsOwnEnd() {
    var window = window("dc1").nights();
    var confirmed = said().overrides(override("dc1", "", true));
    assertThat(confirmed.decideAt(LAPSES, window).releases()).isTrue();
    assertThat(confirmed.decideAt(UNTIL.minusNanos(1), window).releases()).isTrue();
    assertThat(confirmed.decideAt(UNTIL, window).releases()).isFalse();
  }

  @Test
  void oneThatEndsBeforeItWouldLapseEndsThen() {
    var brief =
        new BreakGlassFact(
            "b", "dc1", "", "x", "bob", Optional.empty(), OPENED, at("08:25"), LAPSES);
    assertThat(brief.activeUntil()).isEqualTo(at("08:25"));
    assertThat(brief.activeAt(at("08:25"))).isFalse();
  }

  @Test
  void anOwnersPauseStillHolds() {
    var decision =
        said().ownPause().overrides(override("dc1", "", true)).decide(window("dc1").days());
    assertThat(decision.releases()).isFalse();
    assertThat(decision.firstHold().orElseThrow().reason()).isEqualTo(Reason.OwnPause);
  }

  @Test
  void itAlsoPassesWhatSomebodyRejected() {
    var decision =
        said()
            .approvals(reject("a", "carol"))
            .overrides(override("dc1", "", true))
            .decide(window("dc1").days().approvals(Risk.Low, 1));
    assertThat(decision.rejection()).isEmpty();
    assertThat(decision.releases()).isTrue();
  }

  @Test
  void withoutAnOverrideInForceThereIsNoLine() {
    var decision = said().overrides(override("dc2", "", true)).decide(window("dc1").days());
    assertThat(decision.lines()).extracting(GateLine::gate).doesNotContain("breakGlass");
  }

  @Test
  void ofSeveralTheFirstThatWasOpenedIsNamed() {
    var second = named("a", at("08:21"));
    var first = named("b", at("08:20"));
    var tie = named("c", at("08:20"));
    var rollout = said().overrides(second, tie, first).rollout();
    assertThat(BreakGlassGate.override(NOW, rollout)).contains(first);
  }

  @Test
  void whoOpenedItMayBeUnknown() {
    var decision =
        said()
            .overrides(
                new BreakGlassFact(
                    "b", "dc1", "", "x.", "", Optional.empty(), OPENED, UNTIL, LAPSES))
            .decide(window("dc1").days());
    assertThat(Said.line(decision, "breakGlass"))
        .isEqualTo(
            "breakGlass: exempt, BreakGlass/b by unknown lets it through until 08:35 KST: x.");
  }

  private static boolean passes(BreakGlassFact override) {
    return said().overrides(override).decide(window("dc1").nights()).releases();
  }

  private static BreakGlassFact named(String name, Instant opened) {
    return new BreakGlassFact(
        name, "dc1", "", "x", "bob", Optional.of("carol"), opened, UNTIL, LAPSES);
  }

  private static BreakGlassFact override(String datacenter, String change, boolean confirmed) {
    return new BreakGlassFact(
        "emergency",
        datacenter,
        change,
        "payments fail",
        "bob",
        confirmed ? Optional.of("carol") : Optional.empty(),
        OPENED,
        UNTIL,
        LAPSES);
  }
}
