package dev.rollguard.bench;

import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Decision;
import dev.rollguard.core.gate.Demands;
import dev.rollguard.core.gate.FaultFact;
import dev.rollguard.core.gate.Gates;
import dev.rollguard.core.gate.OnFault;
import dev.rollguard.core.gate.RolloutFact;
import dev.rollguard.core.gate.Severity;
import dev.rollguard.core.gate.WindowFact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One whole decision: all gates of one window, with the sentences that they write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GateBenchmark {
  private final WindowFact window =
      new WindowFact(
          "dc1",
          dev.rollguard.core.gate.Mode.Hold,
          new WindowFact.Calendar.Readable(Schedules.NIGHTS.parse()),
          Severity.Minor,
          Duration.ofMinutes(10),
          OnFault.Pause,
          true,
          false,
          true,
          Demands.NONE);
  private final RolloutFact rollout = new RolloutFact("chat", "chat-api", "dc1", ChangeType.Update, false);
  private final FaultFact fault =
      new FaultFact("lb-error", Severity.Major, Instant.parse("2026-05-20T23:24:00Z"), Optional.empty());

  /** Inside the window, without a fault: released. */
  @Benchmark
  public Decision pass() {
    return Gates.decide(Instant.parse("2026-05-21T13:30:00Z"), rollout, List.of(window), List.of());
  }

  /** Outside the window: held, and told when it opens. */
  @Benchmark
  public Decision closed() {
    return Gates.decide(Instant.parse("2026-05-20T23:30:00Z"), rollout, List.of(window), List.of());
  }

  /** Outside the window and under a fault: both are told. */
  @Benchmark
  public Decision closedWithFault() {
    return Gates.decide(Instant.parse("2026-05-20T23:30:00Z"), rollout, List.of(window), List.of(fault));
  }
}
