package dev.rollguard.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.cli.request.WhatHolds;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.observe.Facts;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What recorded changes would have met. */
class SimulationTest {
  /** Open from 22:00 to 04:00 UTC, with a quiet period of ten minutes. */
  private static final WindowFact NIGHTS =
      window(
          """
          datacenter: dc1
          schedule:
            timeZone: UTC
            open: [{name: nights, cron: "0 22 * * *", duration: 6h}]
            closed: [{name: move, from: "2026-05-22T21:00", until: "2026-05-23T12:00", reason: racks}]
          """);

  private final List<RecordedFault> faults = new ArrayList<>();
  private final List<RecordedChange> changes = new ArrayList<>();

  private static WindowFact window(String spec) {
    var yaml =
        "apiVersion: rollguard.dev/v1alpha1\nkind: ChangeWindow\nmetadata: {name: nights, uid: u}\nspec:\n"
            + spec.indent(2);
    return new Facts(WhatHolds.NO_RUNS).window(Serialization.unmarshal(yaml, ChangeWindow.class));
  }

  private void fault(String created, @Nullable String resolved) {
    var fact =
        new FaultFact(
            "lb",
            Severity.Major,
            Instant.parse(created).minusSeconds(3600),
            Optional.ofNullable(resolved).map(Instant::parse));
    faults.add(new RecordedFault(fact, Instant.parse(created)));
  }

  private void change(String deployment, ChangeType type, String requested) {
    changes.add(
        new RecordedChange(
            "chat",
            deployment,
            deployment,
            deployment + requested,
            type,
            Instant.parse(requested)));
  }

  private void change(String requested) {
    change("chat-api", ChangeType.Update, requested);
  }

  private List<Fate> fates(WindowFact window) {
    return new Simulation(window, "dc1", faults)
        .of(changes, Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z"));
  }

  private Fate fate() {
    return fates(NIGHTS).getFirst();
  }

  @Test
  void aChangeInAnOpenWindowIsReleasedAtOnce() {
    change("2026-05-20T23:00:00Z");
    assertThat(fate().held()).isFalse();
    assertThat(fate().gates()).isEmpty();
    assertThat(fate().end())
        .isEqualTo(new Fate.End.Released(Instant.parse("2026-05-20T23:00:00Z")));
  }

  @Test
  void aChangeByDayIsHeldByTheScheduleUntilTheEvening() {
    change("2026-05-20T10:00:00Z");
    assertThat(fate().gates()).containsExactly("schedule");
    assertThat(fate().first().orElseThrow().message()).contains("it opens 22:00 UTC");
    assertThat(fate().end())
        .isEqualTo(new Fate.End.Released(Instant.parse("2026-05-20T22:00:00Z")));
    assertThat(fate().hold()).contains(Duration.ofHours(12));
  }

  @Test
  void aFreezeHoldsUntilTheNextOpeningAfterIt() {
    change("2026-05-22T23:00:00Z");
    assertThat(fate().gates()).containsExactly("freeze");
    assertThat(fate().end())
        .isEqualTo(new Fate.End.Released(Instant.parse("2026-05-23T22:00:00Z")));
  }

  @Test
  void aFaultHoldsUntilItsResolutionAndTheQuietPeriod() {
    change("2026-05-20T23:00:00Z");
    fault("2026-05-20T22:30:00Z", "2026-05-20T23:20:00Z");
    assertThat(fate().gates()).containsExactly("faults");
    assertThat(fate().end())
        .isEqualTo(new Fate.End.Released(Instant.parse("2026-05-20T23:30:00Z")));
  }

  @Test
  void aFaultThatWasToldLaterDidNotHoldBefore() {
    change("2026-05-20T23:00:00Z");
    fault("2026-05-20T23:00:01Z", null);
    assertThat(fate().held()).isFalse();
  }

  /** The night is over when the fault is; a fault that is told while the change waits counts. */
  @Test
  void severalGatesAfterEachOther() {
    change("2026-05-20T21:00:00Z");
    fault("2026-05-20T21:30:00Z", "2026-05-21T05:00:00Z");
    assertThat(fate().gates()).containsExactly("schedule", "faults");
    assertThat(fate().end())
        .isEqualTo(new Fate.End.Released(Instant.parse("2026-05-21T22:00:00Z")));
  }

  @Test
  void aFaultThatIsStillOpenHasNoEnd() {
    change("2026-05-20T23:00:00Z");
    fault("2026-05-20T22:30:00Z", null);
    assertThat(fate().end()).isEqualTo(new Fate.End.Held());
    assertThat(fate().hold()).isEmpty();
  }

  @Test
  void aNewerChangeOfTheSameDeploymentTakesThePlaceOfAHeldOne() {
    change("2026-05-20T10:00:00Z");
    change("2026-05-20T12:00:00Z");
    change("other", ChangeType.Update, "2026-05-20T11:00:00Z");
    assertThat(fates(NIGHTS))
        .extracting(f -> f.change().deployment() + " " + f.end())
        .containsExactly(
            "chat-api Superseded[time=2026-05-20T12:00:00Z]",
            "other Released[time=2026-05-20T22:00:00Z]",
            "chat-api Released[time=2026-05-20T22:00:00Z]");
  }

  @Test
  void aChangeAfterTheRangeTakesThePlaceTooButHasNoFateOfItsOwn() {
    change("2026-05-20T10:00:00Z");
    change("2026-05-20T20:00:00Z");
    var simulation = new Simulation(NIGHTS, "dc1", faults);

    var fates =
        simulation.of(
            changes, Instant.parse("2026-05-20T10:00:00Z"), Instant.parse("2026-05-20T20:00:00Z"));

    assertThat(fates)
        .extracting(Fate::end)
        .containsExactly(new Fate.End.Superseded(Instant.parse("2026-05-20T20:00:00Z")));
  }

  @Test
  void aRollbackPassesAtAnyTime() {
    change("chat-api", ChangeType.Rollback, "2026-05-20T10:00:00Z");
    assertThat(fate().held()).isFalse();
  }

  @Test
  void whatPeopleMustApproveIsNotReplayed() {
    var window = window("datacenter: dc1\ngates: {approvals: [{minRisk: Low, count: 2}]}\n");
    change("2026-05-20T10:00:00Z");
    assertThat(fates(window).getFirst().held()).isFalse();
  }

  @Test
  void theTotalsCountAndTellTheMedian() {
    change("a", ChangeType.Update, "2026-05-20T10:00:00Z");
    change("b", ChangeType.Update, "2026-05-20T20:00:00Z");
    change("c", ChangeType.Update, "2026-05-20T23:00:00Z");
    change("d", ChangeType.Update, "2026-05-20T18:00:00Z");
    assertThat(Totals.of(fates(NIGHTS)))
        .isEqualTo(
            new Totals(
                4,
                1,
                3,
                0,
                0,
                Optional.of(Duration.ofHours(4)),
                Optional.of(Duration.ofHours(12))));
    changes.removeLast();
    assertThat(Totals.of(fates(NIGHTS)).median()).contains(Duration.ofHours(7));
  }
}
