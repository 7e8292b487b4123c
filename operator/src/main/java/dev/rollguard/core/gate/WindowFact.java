package dev.rollguard.core.gate;

import dev.rollguard.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A ChangeWindow that covers the rollout.
 *
 * @param calendar its schedule, or why it cannot be read
 * @param minSeverity faults below it do not count
 * @param quietPeriod how long a resolved fault still counts
 * @param releasesRollbacks whether a rollback passes at once
 */
public record WindowFact(
    String name,
    Mode mode,
    Calendar calendar,
    Severity minSeverity,
    Duration quietPeriod,
    OnFault onFault,
    boolean releasesRollbacks,
    boolean followsSchedule,
    boolean keepsHeldWhenDeleted) {

  /** A readable schedule or the sentence that says why there is none. */
  public sealed interface Calendar {
    record Readable(Schedule schedule) implements Calendar {}

    record Unreadable(String message) implements Calendar {}
  }

  /** As it stands in messages. */
  public String title() {
    return "ChangeWindow/" + name;
  }

  /** The zone for times in messages. */
  public ZoneId zone() {
    return calendar instanceof Calendar.Readable readable
        ? readable.schedule().zone()
        : ZoneOffset.UTC;
  }

  /** Whether the API server, which follows the schedule, let a change of that time pass. */
  public boolean letPass(Instant asked) {
    return followsSchedule
        && calendar instanceof Calendar.Readable readable
        && readable.schedule().openAt(asked);
  }

  /** Those faults that this window minds. */
  List<FaultFact> minds(List<FaultFact> faults) {
    return faults.stream().filter(f -> f.severity().compareTo(minSeverity) >= 0).toList();
  }
}
