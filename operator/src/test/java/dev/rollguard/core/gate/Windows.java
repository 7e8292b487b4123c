package dev.rollguard.core.gate;

import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.core.schedule.InvalidScheduleException;
import dev.rollguard.core.schedule.Schedule;
import dev.rollguard.core.schedule.ScheduleSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes windows for tests: without a schedule, in mode Hold and with the defaults of the CRD,
 * unless told otherwise.
 */
public final class Windows {
  private final String name;
  private final List<ScheduleSpec.Entry> open = new ArrayList<>();
  private final List<ScheduleSpec.Entry> closed = new ArrayList<>();
  private String zone = "Asia/Seoul";
  private String unreadable = "";
  private Mode mode = Mode.Hold;
  private Severity minSeverity = Severity.Minor;
  private Duration quietPeriod = Duration.ofMinutes(10);
  private OnFault onFault = OnFault.Pause;
  private boolean releasesRollbacks = true;
  private boolean followsSchedule;
  private boolean keepsHeld = true;
  private final List<PreTestDemand> preTests = new ArrayList<>();
  private final List<CheckDemand> verify = new ArrayList<>();
  private @Nullable CanaryDemand canary;
  private final List<ApprovalDemand> approvals = new ArrayList<>();
  private final List<AfterDemand> after = new ArrayList<>();
  private @Nullable ConcurrencyDemand concurrency;

  private Windows(String name) {
    this.name = name;
  }

  public static Windows window(String name) {
    return new Windows(name);
  }

  public Windows zone(String zone) {
    this.zone = zone;
    return this;
  }

  public Windows open(String cron, String duration) {
    open.add(new ScheduleSpec.Entry("open", cron, null, null, null, null, duration, null));
    return this;
  }

  /** Open from 22:00 to 04:00. */
  public Windows nights() {
    return open("0 22 * * *", "6h");
  }

  /** Open from 08:00 to 18:00. */
  public Windows days() {
    return open("0 8 * * *", "10h");
  }

  public Windows frozen(String name, String from, String until, String reason) {
    closed.add(new ScheduleSpec.Entry(name, null, null, null, from, until, null, reason));
    return this;
  }

  public Windows unreadable(String message) {
    this.unreadable = message;
    return this;
  }

  public Windows mode(Mode mode) {
    this.mode = mode;
    return this;
  }

  public Windows minds(Severity minSeverity) {
    this.minSeverity = minSeverity;
    return this;
  }

  public Windows quiet(Duration quietPeriod) {
    this.quietPeriod = quietPeriod;
    return this;
  }

  public Windows onFault(OnFault onFault) {
    this.onFault = onFault;
    return this;
  }

  public Windows gatesRollbacks() {
    this.releasesRollbacks = false;
    return this;
  }

  public Windows followsSchedule() {
    this.followsSchedule = true;
    return this;
  }

  public Windows releasesWhenDeleted() {
    this.keepsHeld = false;
    return this;
  }

  /** Wants a test that counts for a day, by a run or by a report. */
  public Windows preTest(String template) {
    return preTest(template, true, true);
  }

  public Windows preTest(String template, boolean acceptsRuns, boolean acceptsReports) {
    preTests.add(
        new PreTestDemand(
            new CheckDemand(template, Map.of()),
            Duration.ofHours(24),
            acceptsRuns,
            acceptsReports));
    return this;
  }

  /** Wants a clone that serves for five minutes and passes these checks, within half an hour. */
  public Windows canary(String... checks) {
    return canary(false, false, checks);
  }

  public Windows canary(boolean existing, boolean reverts, String... checks) {
    return canary(
        new CanaryDemand(
            existing,
            new CanarySize(1, false),
            Duration.ofMinutes(5),
            Stream.of(checks).map(c -> new CheckDemand(c, Map.of())).toList(),
            Duration.ofMinutes(30),
            reverts));
  }

  public Windows canary(CanaryDemand demand) {
    canary = demand;
    return this;
  }

  public Windows verify(String template) {
    verify.add(new CheckDemand(template, Map.of()));
    return this;
  }

  /** Wants so many approvals, which count for four hours, of changes from that risk on. */
  public Windows approvals(Risk minRisk, int count, String... groups) {
    return approvals(minRisk, count, Duration.ofHours(4), groups);
  }

  public Windows approvals(Risk minRisk, int count, Duration validFor, String... groups) {
    approvals.add(new ApprovalDemand(minRisk, count, List.of(groups), validFor));
    return this;
  }

  public Windows after(String datacenter, Duration soak) {
    after.add(new AfterDemand(datacenter, soak));
    return this;
  }

  /** Lets so many changes of the datacenter be in motion at once. */
  public Windows atOnce(int most, Duration soak) {
    return atOnce(new ConcurrencyDemand(most, soak, true));
  }

  public Windows atOnce(ConcurrencyDemand demand) {
    concurrency = demand;
    return this;
  }

  public WindowFact fact() {
    return new WindowFact(
        name,
        mode,
        calendar(),
        minSeverity,
        quietPeriod,
        onFault,
        releasesRollbacks,
        followsSchedule,
        keepsHeld,
        new Demands(
            List.copyOf(preTests),
            Optional.ofNullable(canary),
            List.copyOf(verify),
            List.copyOf(approvals),
            Optional.ofNullable(concurrency),
            List.copyOf(after)));
  }

  private Calendar calendar() {
    if (!unreadable.isEmpty()) {
      return new Calendar.Unreadable(unreadable);
    }
    if (open.isEmpty() && closed.isEmpty()) {
      return new Calendar.Readable(Schedule.always());
    }
    try {
      return new Calendar.Readable(Schedule.parse(new ScheduleSpec(zone, open, closed)));
    } catch (InvalidScheduleException e) {
      throw new AssertionError(e);
    }
  }
}
