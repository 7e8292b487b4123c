package dev.rollguard.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Runs a program and waits for its end. */
final class Command {
  /**
   * Not the common pool: the client's answers need its few threads, and a command may take long.
   */
  private static final Executor READERS = Executors.newVirtualThreadPerTaskExecutor();

  private Command() {}

  static Outcome run(List<String> words, Map<String, String> environment, String input) {
    var builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      var complaints = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), READERS);
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException itReadsNothing) {
        // Its exit code says whether that was right.
      }
      var output = text(process.getInputStream());
      return new Outcome(words, process.waitFor(), output, complaints.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(java.io.InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
