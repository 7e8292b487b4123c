package dev.rollguard.provider;

import dev.rollguard.core.schedule.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends calls and waits for their whole answers; meant for virtual threads. */
public final class Transport implements AutoCloseable {
  /** The greatest body of an answer. */
  public static final int MOST_BYTES = 1 << 20;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Journey.Means means;

  public Transport() {
    this(false);
  }

  /**
   * @param allowLoopback for tests, whose servers are on the machine itself
   */
  public Transport(boolean allowLoopback) {
    means = new Journey.Means(new Targets(allowLoopback), new Bulkhead(), new Clients(threads));
  }

  public Answer send(Call call) throws CallFailedException, InterruptedException {
    return send(call, MOST_BYTES);
  }

  /** On a thread of its own: the look-up of a name hears neither a timeout nor an interrupt. */
  Answer send(Call call, int mostBytes) throws CallFailedException, InterruptedException {
    var journey = new Journey(call, mostBytes);
    try {
      var answer = threads.submit(() -> journey.run(means));
      try {
        return answer.get(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
      } finally {
        answer.cancel(true);
      }
    } catch (TimeoutException e) {
      throw timedOut(journey.stage(), call.timeout());
    } catch (ExecutionException e) {
      throw Failures.of(journey.stage().origin(), Objects.requireNonNullElse(e.getCause(), e));
    } catch (RejectedExecutionException e) {
      throw new CallFailedException(journey.stage().origin() + ": the operator is ending.");
    }
  }

  private static CallFailedException timedOut(Journey.Stage stage, Duration timeout) {
    return new CallFailedException(
        stage.waits()
            ? "%s: %d calls are waiting already; see that it answers in time."
                .formatted(stage.origin(), Bulkhead.SEATS)
            : "%s: no whole answer within %s; see that it is not overloaded, or raise the timeout."
                .formatted(stage.origin(), Durations.format(timeout)));
  }

  /** How many servers are being called, for tests. */
  int busy() {
    return means.bulkhead().rooms();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    means.clients().close();
  }
}
