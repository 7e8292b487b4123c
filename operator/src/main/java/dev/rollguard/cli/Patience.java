package dev.rollguard.cli;

import dev.rollguard.cli.request.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How long a command waits for the operator's word. */
final class Patience {
  private static final long PAUSE_MILLIS = 250;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      arity = "0..1",
      defaultValue = "30s",
      fallbackValue = "30s",
      description = "How long to wait for the operator's word, or false; default: 30s.")
  private String wait = "30s";

  boolean waits() {
    return !duration().isZero();
  }

  /** Asks again and again; empty when there was no answer in time. Asks once when nobody waits. */
  <T> Optional<T> until(Supplier<Optional<T>> question) {
    return until(duration(), question);
  }

  static <T> Optional<T> until(Duration longest, Supplier<Optional<T>> question) {
    var end = System.nanoTime() + longest.toNanos();
    var answer = question.get();
    while (answer.isEmpty() && System.nanoTime() < end) {
      pause();
      answer = question.get();
    }
    return answer;
  }

  private Duration duration() {
    return switch (wait) {
      case "true" -> Duration.ofSeconds(30);
      case "false", "0" -> Duration.ZERO;
      default -> Times.duration("--wait", wait);
    };
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("Interrupted while waiting for the operator.");
    }
  }

  /** As it stands in sentences. */
  String shown() {
    return dev.rollguard.core.schedule.Durations.format(duration());
  }
}
