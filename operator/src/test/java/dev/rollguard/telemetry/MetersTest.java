package dev.rollguard.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.gate.Outcome;
import dev.rollguard.core.gate.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetersTest {
  /** After a change: {@code mvn -pl operator test -Dtest=MetersTest -Dregenerate}. */
  private static final Path REFERENCE = Path.of("../docs/reference/metrics.md");

  private final Meters meters = new Meters();

  @Test
  void rolloutsAreCountedByReason() {
    meters.held(Reason.FaultOpen);
    meters.held(Reason.FaultOpen);
    meters.held(Reason.OutsideWindow);
    meters.released(Reason.Rollback);

    assertThat(meters.scrape())
        .contains("rollguard_holds_total{reason=\"FaultOpen\"} 2.0")
        .contains("rollguard_holds_total{reason=\"OutsideWindow\"} 1.0")
        .contains("rollguard_releases_total{reason=\"Rollback\"} 1.0");
  }

  @Test
  void whatHappenedWithoutAReasonIsCounted() {
    meters.pausedByFault();
    meters.unguarded();
    meters.policyWritten("patch");
    meters.releaseTook(7_000_000);

    assertThat(meters.scrape())
        .contains("rollguard_rollouts_stopped_by_fault_total 1.0")
        .contains("rollguard_rollouts_unguarded_total 1.0")
        .contains("rollguard_policy_writes_total{verb=\"patch\"} 1.0")
        .contains("rollguard_release_duration_seconds_count 1")
        .contains("rollguard_release_duration_seconds_sum 0.007");
  }

  @Test
  void runsOfChecksAreCountedByVerdict() {
    meters.checkRunEnded(Outcome.Pass);
    meters.checkRunEnded(Outcome.NoData);
    meters.checkRunEnded(Outcome.NoData);

    assertThat(meters.scrape())
        .contains("rollguard_check_runs_total{verdict=\"Pass\"} 1.0")
        .contains("rollguard_check_runs_total{verdict=\"NoData\"} 2.0");
  }

  @Test
  void theRulesAboutRiskAreValidOrNot() {
    assertThat(meters.scrape()).contains("rollguard_risk_rules_valid 0.0");

    meters.riskRulesValid(() -> true);

    assertThat(meters.scrape()).contains("rollguard_risk_rules_valid 1.0");
  }

  @Test
  void failedReconciliationsAreCountedByController() {
    meters
        .controllers()
        .reconciliationFailed(
            null, null, new IllegalStateException(), Map.of("controller.name", "change"));

    assertThat(meters.scrape())
        .contains("rollguard_reconcile_errors_total{controller=\"change\"} 1.0");
  }

  @Test
  void heldChangesAreThoseOfTheMoment() {
    var held = new HashMap<>(Map.of(new Meters.Held("dc1", "FaultOpen"), 3L));
    meters.heldChanges(() -> held);

    assertThat(meters.scrape())
        .contains("rollguard_changes_held{datacenter=\"dc1\",reason=\"FaultOpen\"} 3.0");
    held.put(new Meters.Held("dc1", "FaultOpen"), 2L);
    assertThat(meters.scrape())
        .contains("rollguard_changes_held{datacenter=\"dc1\",reason=\"FaultOpen\"} 2.0");
    held.clear();
    assertThat(meters.scrape()).doesNotContain("rollguard_changes_held{");
  }

  @Test
  void theOtherMetricsAreServedWhenCountingFails() {
    meters.unguarded();
    meters.heldChanges(() -> {
      throw new IllegalStateException("no cache yet");
    });

    assertThat(meters.scrape()).contains("rollguard_rollouts_unguarded_total 1.0");
  }

  @Test
  void theReferenceNamesEveryMetric() throws IOException {
    for (Reason reason : Reason.values()) {
      meters.held(reason);
      meters.released(reason);
    }
    meters.policyWritten("create");
    meters.checkRunEnded(Outcome.Pass);
    meters.heldChanges(() -> Map.of(new Meters.Held("dc1", "FaultOpen"), 1L));
    meters
        .controllers()
        .reconciliationFailed(
            null, null, new IllegalStateException(), Map.of("controller.name", "change"));

    String page = MetricsReference.write(meters.scrape());

    if (System.getProperty("regenerate") != null) {
      Files.writeString(REFERENCE, page);
    }
    assertThat(REFERENCE).hasContent(page);
  }
}
