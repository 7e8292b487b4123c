package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.ChangeWindowSpec;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.api.v1alpha1.Defaults;
import dev.rollguard.api.v1alpha1.DeletionPolicy;
import dev.rollguard.api.v1alpha1.Enforcement;
import dev.rollguard.api.v1alpha1.Fault;
import dev.rollguard.api.v1alpha1.FaultGate;
import dev.rollguard.api.v1alpha1.Gates;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Resolution;
import dev.rollguard.api.v1alpha1.Rollbacks;
import dev.rollguard.api.v1alpha1.Unattended;
import dev.rollguard.api.v1alpha1.WindowSchedule;
import dev.rollguard.core.gate.Demands;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.Moments;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.core.schedule.Durations;
import dev.rollguard.core.schedule.InvalidScheduleException;
import dev.rollguard.core.schedule.Schedule;
import dev.rollguard.core.schedule.ScheduleSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Turns our kinds into the core's facts. Schedules are parsed once per generation. */
public final class Facts {
  private record Parsed(long generation, WindowFact fact) {}

  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();
  private final Runs runs;

  public Facts(Runs runs) {
    this.runs = runs;
  }

  /** The window as the gates see it. */
  public WindowFact window(ChangeWindow window) {
    var uid = String.valueOf(window.getMetadata().getUid());
    var generation = Optional.ofNullable(window.getMetadata().getGeneration()).orElse(0L);
    var known = parsed.get(uid);
    if (known != null && known.generation() == generation) {
      return known.fact();
    }
    var fact = fact(window.getMetadata().getName(), window.getSpec());
    parsed.put(uid, new Parsed(generation, fact));
    return fact;
  }

  /** Forgets a deleted window. */
  public void forget(ChangeWindow window) {
    parsed.remove(String.valueOf(window.getMetadata().getUid()));
  }

  private static WindowFact fact(String name, ChangeWindowSpec spec) {
    var enforcement = Optional.ofNullable(spec.getEnforcement()).orElseGet(Enforcement::new);
    var gate = Optional.ofNullable(spec.getGates()).map(Gates::getFaults).orElseGet(FaultGate::new);
    var quietPeriod = Durations.parse(Defaults.QUIET_PERIOD);
    var demands = Demands.NONE;
    Calendar calendar;
    try {
      quietPeriod =
          DemandFacts.duration("faults.quietPeriod", gate.getQuietPeriod(), Defaults.QUIET_PERIOD);
      demands = DemandFacts.of(or(spec.getGates(), new Gates()), gate);
      refuseWhatNothingWaitsFor(demands, or(enforcement.getMode(), Defaults.MODE));
      calendar = calendar(spec.getSchedule());
    } catch (IllegalArgumentException e) {
      calendar = new Calendar.Unreadable(String.valueOf(e.getMessage()));
    }
    return new WindowFact(
        name,
        Mode.valueOf(or(enforcement.getMode(), Defaults.MODE).name()),
        calendar,
        Severity.valueOf(or(gate.getMinSeverity(), Defaults.MIN_SEVERITY).name()),
        quietPeriod,
        OnFault.valueOf(or(enforcement.getOnFault(), Defaults.ON_FAULT).name()),
        or(enforcement.getRollbacks(), Defaults.ROLLBACKS) == Rollbacks.Release,
        // Without the operator nobody judges evidence or approvals: then the schedule alone may let
        // nothing pass.
        !demands.wantMore()
            && or(enforcement.getUnattended(), Defaults.UNATTENDED) == Unattended.FollowSchedule,
        or(spec.getDeletionPolicy(), Defaults.DELETION_POLICY) == DeletionPolicy.KeepHeld,
        demands);
  }

  private static void refuseWhatNothingWaitsFor(
      Demands demands, dev.rollguard.api.v1alpha1.Mode mode) {
    if (demands.wantMore() && mode == dev.rollguard.api.v1alpha1.Mode.Deny) {
      throw new IllegalArgumentException(
          "gates.preTests, canary, approvals, concurrency and after need enforcement.mode Hold or Warn: Deny decides at once and cannot wait.");
    }
  }

  /** Whatever cannot be read keeps the window closed; it must not stop looks at other windows. */
  private static Calendar calendar(@Nullable WindowSchedule schedule) {
    if (schedule == null) {
      return new Calendar.Readable(Schedule.always());
    }
    try {
      return new Calendar.Readable(Schedule.parse(plain(schedule)));
    } catch (InvalidScheduleException e) {
      return new Calendar.Unreadable(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Calendar.Unreadable(
          "the schedule cannot be read (%s).".formatted(e.getClass().getSimpleName()));
    }
  }

  private static ScheduleSpec plain(WindowSchedule schedule) {
    return new ScheduleSpec(
        schedule.getTimeZone(),
        schedule.getOpen().stream().map(Facts::plain).toList(),
        schedule.getClosed().stream().map(Facts::plain).toList());
  }

  private static ScheduleSpec.Entry plain(dev.rollguard.api.v1alpha1.ScheduleEntry entry) {
    return new ScheduleSpec.Entry(
        entry.getName(),
        entry.getCron(),
        entry.getRrule(),
        entry.getStart(),
        entry.getFrom(),
        entry.getUntil(),
        entry.getDuration(),
        entry.getReason());
  }

  /** The faults of a datacenter as the gates see them. */
  public List<FaultFact> faults(List<Fault> faults, String datacenter, Instant now) {
    return faults.stream()
        .filter(f -> datacenter.equals(f.getSpec().getDatacenter()))
        .map(f -> fault(f, now))
        .sorted(Comparator.comparing(FaultFact::severity).reversed().thenComparing(FaultFact::name))
        .toList();
  }

  /** A fault as the gates see it. */
  public FaultFact fault(Fault fault, Instant now) {
    var resolved = resolvedTime(fault, now);
    return new FaultFact(
        fault.getMetadata().getName(),
        Severity.valueOf(
            or(fault.getSpec().getSeverity(), dev.rollguard.api.v1alpha1.Severity.Major).name()),
        since(fault, now),
        resolved,
        closed(fault, resolved),
        runs.ofFault(fault.getMetadata().getName()));
  }

  /** The record says that it was closed after this very resolution. */
  private static boolean closed(Fault fault, Optional<Instant> resolved) {
    return fault.getStatus() != null
        && resolved.isPresent()
        && resolved.equals(noted(fault))
        && fault.getStatus().getConditions().stream()
            .anyMatch(
                c -> ConditionTypes.OPEN.equals(c.getType()) && "False".equals(c.getStatus()));
  }

  private static Instant since(Fault fault, Instant now) {
    return Moments.parse(fault.getSpec().getStartTime())
        .or(() -> Moments.parse(fault.getMetadata().getCreationTimestamp()))
        .orElse(now);
  }

  /**
   * When the resolution was given: the stamp that the API server's policy made; without the policy,
   * or when the stamp lies in the future, what the operator noted first; else this moment. A
   * resolution without a cause or evidence is none.
   */
  private static Optional<Instant> resolvedTime(Fault fault, Instant now) {
    if (!resolved(fault.getSpec().getResolution())) {
      return Optional.empty();
    }
    var annotations = Optional.ofNullable(fault.getMetadata().getAnnotations()).orElse(Map.of());
    return Moments.parse(annotations.get(Labels.RESOLVED_AT))
        .filter(t -> !t.isAfter(now))
        .or(() -> noted(fault).filter(t -> !t.isAfter(now)))
        .or(() -> Optional.of(now));
  }

  private static Optional<Instant> noted(Fault fault) {
    return Moments.parse(fault.getStatus() == null ? null : fault.getStatus().getResolvedTime());
  }

  private static boolean resolved(@Nullable Resolution resolution) {
    return resolution != null
        && !resolution.getCause().isBlank()
        && !resolution.getEvidence().isBlank();
  }

  private static <T> T or(@Nullable T value, T fallback) {
    return value == null ? fallback : value;
  }
}
