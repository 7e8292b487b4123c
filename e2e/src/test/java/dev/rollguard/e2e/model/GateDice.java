package dev.rollguard.e2e.model;

import dev.rollguard.api.v1alpha1.Across;
import dev.rollguard.api.v1alpha1.AfterDatacenter;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.Concurrency;
import dev.rollguard.api.v1alpha1.FaultGate;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.PreTest;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.api.v1alpha1.Severity;
import java.util.List;

/** Draws what windows ask for besides their schedule. */
final class GateDice {
  /** A quiet period that runs as long as the test does, and one that is over before it asks. */
  private static final List<String> QUIET = List.of("24h", "1s");

  private final Draw draw;
  private final Places places;

  GateDice(Draw draw, Places places) {
    this.draw = draw;
    this.places = places;
  }

  Gates gates(boolean turns) {
    var gates = new Gates();
    gates.setFaults(faults());
    if (turns) {
      gates.setConcurrency(concurrency());
    }
    if (draw.percent(25)) {
      gates.setApprovals(List.of(approval()));
    }
    if (draw.percent(10)) {
      gates.setPreTests(List.of(report()));
    }
    if (draw.percent(25)) {
      gates.setAfter(draw.oneOf(before(), List.of(after(places.nowhere()))));
    }
    return gates;
  }

  private FaultGate faults() {
    var faults = new FaultGate();
    faults.setQuietPeriod(draw.oneOf(QUIET));
    faults.setMinSeverity(draw.oneOf(Severity.values()));
    return faults;
  }

  private ApprovalGate approval() {
    var approval = new ApprovalGate();
    approval.setMinRisk(draw.oneOf(Risk.values()));
    approval.setCount(draw.oneOf(1, 2));
    approval.setGroups(draw.oneOf(List.of(), List.of("sre")));
    return approval;
  }

  private static PreTest report() {
    var report = new PreTest();
    report.setTemplate("staging");
    report.setAccept(List.of(CheckRunType.External));
    return report;
  }

  private List<AfterDatacenter> before() {
    return List.of(after(places.nowhere()), after(places.first()));
  }

  private AfterDatacenter after(String datacenter) {
    var after = new AfterDatacenter();
    after.setDatacenter(datacenter);
    after.setSoak(draw.oneOf("0s", "24h"));
    return after;
  }

  private Concurrency concurrency() {
    var concurrency = new Concurrency();
    concurrency.setMaxInFlight(draw.oneOf(1, 1, 2));
    concurrency.setSoak("24h");
    concurrency.setAcross(draw.oneOf(Across.values()));
    return concurrency;
  }
}
