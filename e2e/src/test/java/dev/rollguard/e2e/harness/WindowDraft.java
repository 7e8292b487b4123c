package dev.rollguard.e2e.harness;

import dev.rollguard.api.v1alpha1.Across;
import dev.rollguard.api.v1alpha1.AfterDatacenter;
import dev.rollguard.api.v1alpha1.ApprovalGate;
import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ChangeWindowSpec;
import dev.rollguard.api.v1alpha1.CheckRunType;
import dev.rollguard.api.v1alpha1.Concurrency;
import dev.rollguard.api.v1alpha1.DeletionPolicy;
import dev.rollguard.api.v1alpha1.Enforcement;
import dev.rollguard.api.v1alpha1.FaultGate;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.Mode;
import dev.rollguard.api.v1alpha1.OnFault;
import dev.rollguard.api.v1alpha1.PreTest;
import dev.rollguard.api.v1alpha1.Risk;
import dev.rollguard.api.v1alpha1.Rollbacks;
import dev.rollguard.api.v1alpha1.ScheduleEntry;
import dev.rollguard.api.v1alpha1.Selector;
import dev.rollguard.api.v1alpha1.Unattended;
import dev.rollguard.api.v1alpha1.WindowSchedule;
import dev.rollguard.api.v1alpha1.Workloads;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A ChangeWindow in the making. */
public final class WindowDraft {
  private final ChangeWindow window = new ChangeWindow();
  private final Gates gates = new Gates();
  private final FaultGate faults = new FaultGate();
  private final Enforcement enforcement = new Enforcement();

  WindowDraft(String name, String datacenter) {
    window.setMetadata(new ObjectMetaBuilder().withName(name).build());
    gates.setFaults(faults);
    window.getSpec().setDatacenter(datacenter);
    window.getSpec().setGates(gates);
    window.getSpec().setEnforcement(enforcement);
    quietPeriod("2s");
  }

  public WindowDraft quietPeriod(String duration) {
    faults.setQuietPeriod(duration);
    return this;
  }

  public WindowDraft mode(Mode mode) {
    enforcement.setMode(mode);
    return this;
  }

  public WindowDraft unattended(Unattended unattended) {
    enforcement.setUnattended(unattended);
    return this;
  }

  public WindowDraft onFault(OnFault onFault) {
    enforcement.setOnFault(onFault);
    return this;
  }

  public WindowDraft rollbacks(Rollbacks rollbacks) {
    enforcement.setRollbacks(rollbacks);
    return this;
  }

  public WindowDraft deletionPolicy(DeletionPolicy policy) {
    window.getSpec().setDeletionPolicy(policy);
    return this;
  }

  /** Rollouts need a passed run of this template. */
  public WindowDraft preTest(Template template) {
    return preTest(template, t -> {});
  }

  public WindowDraft preTest(Template template, Consumer<PreTest> edit) {
    var test = new PreTest();
    test.setTemplate(template.name());
    edit.accept(test);
    gates.getPreTests().add(test);
    return this;
  }

  /** Rollouts need a report of this test, which ran elsewhere. */
  public WindowDraft report(String test) {
    var report = new PreTest();
    report.setTemplate(test);
    report.setAccept(List.of(CheckRunType.External));
    gates.getPreTests().add(report);
    return this;
  }

  /** Changes of every risk need so many approvals, from one of these groups if any is named. */
  public WindowDraft approvals(int count, String... groups) {
    return approvals(count, gate -> gate.setGroups(List.of(groups)));
  }

  public WindowDraft approvals(int count, Consumer<ApprovalGate> edit) {
    var gate = new ApprovalGate();
    gate.setMinRisk(Risk.Low);
    gate.setCount(count);
    edit.accept(gate);
    gates.getApprovals().add(gate);
    return this;
  }

  /** Rollouts need a canary that did well: one pod, for a second. */
  public WindowDraft canary(UnaryOperator<CanaryDraft> edit) {
    gates.setCanary(edit.apply(new CanaryDraft()).build());
    return this;
  }

  /** Only so many changes of the datacenter are in motion at once; the next ones wait so long. */
  public WindowDraft concurrency(int maxInFlight, String soak) {
    return concurrency(maxInFlight, soak, Across.Datacenter);
  }

  public WindowDraft concurrency(int maxInFlight, String soak, Across across) {
    gates.setConcurrency(turns(maxInFlight, soak, across));
    return this;
  }

  /** For who edits a window that is there. */
  public static Concurrency turns(int maxInFlight, String soak, Across across) {
    var turns = new Concurrency();
    turns.setMaxInFlight(maxInFlight);
    turns.setSoak(soak);
    turns.setAcross(across);
    return turns;
  }

  /** The other datacenter runs the same template first, healthy for so long. */
  public WindowDraft after(Datacenter first, String soak) {
    var after = new AfterDatacenter();
    after.setDatacenter(first.name());
    after.setSoak(soak);
    gates.getAfter().add(after);
    return this;
  }

  /** Covers only Deployments with this label. */
  public WindowDraft covering(String label, String value) {
    var selector = new Selector();
    selector.setMatchLabels(Map.of(label, value));
    var workloads = new Workloads();
    workloads.setSelector(selector);
    window.getSpec().setWorkloads(workloads);
    return this;
  }

  /** Faults are gone only when this template says so, too. */
  public WindowDraft verify(Template template) {
    faults.getVerify().add(CanaryDraft.ref(template, Map.of()));
    return this;
  }

  /** Closed for years. */
  public WindowDraft closed() {
    var opens = Instant.now().plus(3_650, ChronoUnit.DAYS);
    return open(opens, opens.plus(1, ChronoUnit.HOURS));
  }

  /** Open in this time only; an entry more when there is one already. Whole seconds. */
  public WindowDraft open(Instant from, Instant until) {
    var entry = new ScheduleEntry();
    entry.setName("opening-" + (schedule().getOpen().size() + 1));
    entry.setFrom(local(from));
    entry.setUntil(local(until));
    schedule().getOpen().add(entry);
    return this;
  }

  /** Whatever else a ChangeWindow can say. */
  public WindowDraft spec(Consumer<ChangeWindowSpec> edit) {
    edit.accept(window.getSpec());
    return this;
  }

  private WindowSchedule schedule() {
    var schedule = window.getSpec().getSchedule();
    if (schedule == null) {
      schedule = new WindowSchedule();
      schedule.setTimeZone("UTC");
      schedule.setOpen(new java.util.ArrayList<>(List.of()));
      window.getSpec().setSchedule(schedule);
    }
    return schedule;
  }

  private static String local(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  ChangeWindow build() {
    return window;
  }
}
