package dev.rollguard.core.gate;

import dev.rollguard.core.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A ChangeWindow that covers the rollout.
 *
 * @param calendar its schedule, or why it cannot be read
 * @param minSeverity faults below it do not count
 * @param quietPeriod how long a resolved fault still counts
 * @param demands the evidence that it wants
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
    boolean keepsHeldWhenDeleted,
    Demands demands) {

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

  /**
   * Until when a fault counts here: its resolution, verified where the window wants that, and then
   * the quiet period. Empty while that cannot be told: it is open.
   */
  public Optional<Instant> quietUntil(FaultFact fault) {
    return Verification.goneSince(fault, demands.verify()).map(t -> t.plus(quietPeriod));
  }

  /** The same window as it stands for everybody: without what a rollout must prove by itself. */
  public WindowFact withoutTrials() {
    return with(new Demands(List.of(), Optional.empty(), demands.verify()));
  }

  private WindowFact with(Demands others) {
    return new WindowFact(
        name,
        mode,
        calendar,
        minSeverity,
        quietPeriod,
        onFault,
        releasesRollbacks,
        followsSchedule,
        keepsHeldWhenDeleted,
        others);
  }

  /** Those faults that this window minds. */
  List<FaultFact> minds(List<FaultFact> faults) {
    return faults.stream().filter(f -> f.severity().compareTo(minSeverity) >= 0).toList();
  }
}
