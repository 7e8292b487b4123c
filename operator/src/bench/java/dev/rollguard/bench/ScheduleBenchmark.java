package dev.rollguard.bench;

import dev.rollguard.core.schedule.Schedule;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One question to a schedule; each call asks about another moment of two years. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScheduleBenchmark {
  @Param public Schedules window = Schedules.NIGHTS;

  private Schedule schedule = Schedule.always();
  private Instant[] moments = {};
  private int next;

  @Setup
  public void parse() {
    schedule = window.parse();
    moments = Schedules.moments();
  }

  @Benchmark
  public Optional<Instant> nextOpen() {
    return schedule.nextOpen(moment());
  }

  @Benchmark
  public Optional<Instant> nextClose() {
    return schedule.nextClose(moment());
  }

  @Benchmark
  public boolean openAt() {
    return schedule.openAt(moment());
  }

  private Instant moment() {
    return moments[next++ & moments.length - 1];
  }
}
