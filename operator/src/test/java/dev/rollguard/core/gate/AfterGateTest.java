package dev.rollguard.core.gate;

import static dev.rollguard.core.gate.PreTestGateTest.reasons;
import static dev.rollguard.core.gate.Said.line;
import static dev.rollguard.core.gate.Said.said;
import static dev.rollguard.core.gate.Seoul.NOW;
import static dev.rollguard.core.gate.Seoul.at;
import static dev.rollguard.core.gate.Windows.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a datacenter that comes first must have shown. */
class AfterGateTest {
  private static final Duration SOAK = Duration.ofMinutes(30);

  @Test
  void whatCannotBeSeenHolds() {
    var decision = decide(NOW);
    assertThat(reasons(decision)).containsExactly(Reason.AfterDatacenter);
    assertThat(decision.message()).isEqualTo("dc0 comes first, and how it does cannot be seen.");
  }

  @Test
  void withoutAPeerThereIsNothingToWaitFor() {
    var there = new ElsewhereFact("dc0", List.of(), List.of(open("lb")));
    assertThat(line(decide(NOW, there), "after"))
        .isEqualTo("after: passed, dc0 has no Deployment/cart.");
  }

  @Test
  void aPeerWithAnotherTemplateHolds() {
    assertThat(decide(NOW, dc0(peer(false, at("01:00")))).message())
        .isEqualTo(
            "dc0 comes first, and its Deployment/cart does not run this template healthy yet.");
  }

  @Test
  void aPeerThatIsNotHealthyYetHolds() {
    var peer = new ElsewhereFact.Peer("shop-dc0", "cart", true, Optional.empty(), Set.of());
    assertThat(decide(NOW, dc0(peer)).message())
        .isEqualTo(
            "dc0 comes first, and its Deployment/cart does not run this template healthy yet.");
  }

  @Test
  void twoThatWaitForEachOtherAreTold() {
    var peer = new ElsewhereFact.Peer("shop-dc0", "cart", false, Optional.empty(), Set.of("dc1"));
    assertThat(decide(NOW, dc0(peer)).message())
        .isEqualTo(
            "dc0 comes first, but its Deployment/cart waits for dc1 in turn, so neither goes; take"
                + " one of the two out of \"after\".");
  }

  /** What was released there by an override, or before the window was there, counts. */
  @Test
  void oneThatWaitsForThisOneButRunsItHealthyLetsItGo() {
    var peer =
        new ElsewhereFact.Peer(
            "shop-dc0", "cart", true, Optional.of(at("08:00")), Set.of("dc1", "dc2"));
    assertThat(decide(NOW, dc0(peer)).releases()).isTrue();
  }

  @Test
  void itSoaksUntilTheVeryInstant() {
    var there = dc0(peer(true, at("08:10")));
    var before = decide(at("08:40").minusNanos(1), there);
    assertThat(before.message())
        .isEqualTo(
            "dc0 comes first and has run it healthy since 08:10 KST; it must do so until 08:40"
                + " KST.");
    assertThat(before.retryAt()).contains(at("08:40"));
    assertThat(line(decide(at("08:40"), there), "after"))
        .isEqualTo("after: passed, dc0 has run it healthy for 30m.");
  }

  @Test
  void anOpenFaultThereStopsIt() {
    var there = dc0(List.of(open("lb")), peer(true, at("01:00")));
    assertThat(decide(NOW, there).message())
        .isEqualTo("dc0 comes first, and Fault/lb (Major) is open there.");
    assertThat(decide(NOW, there).retryAt()).isEmpty();
  }

  @Test
  void aFaultThereBelowWhatTheWindowMindsDoesNot() {
    var there = dc0(List.of(open("lb")), peer(true, at("01:00")));
    var decision =
        said()
            .elsewhere(there)
            .decide(window("dc1").days().minds(Severity.Critical).after("dc0", SOAK));
    assertThat(decision.releases()).isTrue();
  }

  @Test
  void aFaultThatEndedThereMeanwhileLetsItSoakAnew() {
    var there = dc0(List.of(resolved("08:20")), peer(true, at("07:00")));
    assertThat(decide(NOW, there).message())
        .isEqualTo(
            "dc0 comes first and has run it healthy since 07:00 KST; it must do so until 08:50 KST,"
                + " counted anew since a fault there ended.");
    assertThat(decide(at("08:50"), there).releases()).isTrue();
  }

  @Test
  void theLastOfSeveralFaultsCounts() {
    var there = dc0(List.of(resolved("08:20"), resolved("08:05")), peer(true, at("07:00")));
    assertThat(decide(NOW, there).retryAt()).contains(at("08:50"));
  }

  @Test
  void aFaultThatEndedBeforeItWasHealthyDoesNotCount() {
    var there = dc0(List.of(resolved("07:59"), resolved("08:00")), peer(true, at("08:00")));
    assertThat(decide(NOW, there).releases()).isTrue();
  }

  /** Of several Deployments with the name, the one that runs the template is the peer. */
  @Test
  void amongSeveralPeersTheOneThatHasRunItLongestCounts() {
    var other = peer(false, at("01:00"));
    var young = peer(true, at("08:20"));
    var old = peer(true, at("08:00"));
    assertThat(decide(NOW, dc0(other, young)).releases()).isFalse();
    assertThat(decide(NOW, dc0(other, young, old)).releases()).isTrue();
  }

  @Test
  void everyDatacenterThatComesFirstIsAsked() {
    var window = window("dc1").days().after("dc0", SOAK).after("dc9", Duration.ZERO);
    var dc9 = new ElsewhereFact("dc9", List.of(peer(true, NOW)), List.of());
    var both = said().elsewhere(dc0(peer(true, at("08:00"))), dc9).decide(window);
    assertThat(line(both, "after"))
        .isEqualTo("after: passed, dc0 has run it healthy for 30m. dc9 has run it healthy for 0s.");
    assertThat(said().elsewhere(dc0(peer(true, at("08:00")))).decide(window).message())
        .isEqualTo("dc9 comes first, and how it does cannot be seen.");
    assertThat(said().elsewhere(dc9).decide(window).message())
        .isEqualTo("dc0 comes first, and how it does cannot be seen.");
  }

  @Test
  void aRollbackWaitsForNobody() {
    assertThat(said().type(ChangeType.Rollback).decide(seoul()).releases()).isTrue();
  }

  private static Windows seoul() {
    return window("dc1").days().after("dc0", SOAK);
  }

  private static Decision decide(Instant now, ElsewhereFact... there) {
    return said().elsewhere(there).decideAt(now, seoul());
  }

  private static ElsewhereFact dc0(ElsewhereFact.Peer... peers) {
    return dc0(List.of(), peers);
  }

  private static ElsewhereFact dc0(List<FaultFact> faults, ElsewhereFact.Peer... peers) {
    return new ElsewhereFact("dc0", List.of(peers), faults);
  }

  private static ElsewhereFact.Peer peer(boolean sameTemplate, Instant healthySince) {
    return new ElsewhereFact.Peer(
        "shop-dc0", "cart", sameTemplate, Optional.of(healthySince), Set.of());
  }

  private static FaultFact open(String name) {
    return new FaultFact(name, Severity.Major, at("08:24"), Optional.empty());
  }

  private static FaultFact resolved(String time) {
    return new FaultFact("lb", Severity.Major, at("06:00"), Optional.of(at(time)));
  }
}
