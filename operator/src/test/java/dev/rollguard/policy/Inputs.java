package dev.rollguard.policy;

import dev.rollguard.api.v1alpha1.Selector;
import dev.rollguard.core.gate.Demands;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Mode;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import dev.rollguard.core.gate.WindowFact.Calendar;
import dev.rollguard.core.schedule.InvalidScheduleException;
import dev.rollguard.core.schedule.Schedule;
import dev.rollguard.core.schedule.ScheduleSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Short ways to write the compiler's input. */
final class Inputs {
  static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");

  private Inputs() {}

  static Schedule cron(String zone, String cron, String duration) {
    var entry = new ScheduleSpec.Entry("entry", cron, null, null, null, null, duration, null);
    try {
      return Schedule.parse(new ScheduleSpec(zone, List.of(entry), List.of()));
    } catch (InvalidScheduleException e) {
      throw new AssertionError(e);
    }
  }

  static PolicyWindow window(String name, String datacenter, Mode mode, Schedule schedule) {
    var fact =
        new WindowFact(
            name,
            mode,
            new Calendar.Readable(schedule),
            Severity.Minor,
            Duration.ofMinutes(10),
            OnFault.Pause,
            true,
            true,
            true,
            Demands.NONE);
    return new PolicyWindow(fact, datacenter, null, null, 1);
  }

  static PolicyWindow hold(String name, String datacenter) {
    return window(name, datacenter, Mode.Hold, cron("Asia/Seoul", "0 22 * * *", "6h"));
  }

  /** The same, of the Deployments that have this label. */
  static PolicyWindow selecting(PolicyWindow window, String label) {
    var selector = new Selector();
    selector.setMatchLabels(Map.of(label, "true"));
    return new PolicyWindow(window.fact(), window.datacenter(), null, selector, 1);
  }

  static PolicyFault open(String name, String datacenter) {
    return new PolicyFault(datacenter, new FaultFact(name, Severity.Major, NOW, Optional.empty()));
  }

  static PolicyFault resolved(String name, String datacenter, Instant when) {
    return new PolicyFault(datacenter, new FaultFact(name, Severity.Major, NOW, Optional.of(when)));
  }

  static PolicyInput input(Instant now, PolicyWindow... windows) {
    return input(now, List.of(windows), List.of());
  }

  static PolicyInput input(Instant now, List<PolicyWindow> windows, List<PolicyFault> faults) {
    return new PolicyInput(
        windows, faults, PolicyCase.USER, PolicyCase.NAMESPACE, Optional.empty(), now);
  }
}
