package dev.rollguard.e2e.bench;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long {@code kubectl rollguard} takes as a whole process, from its start to its end. */
final class Tool {
  private static final int RUNS = 21;
  private static final double TARGET_MILLIS = 500;

  private final Site site;
  private final Path state;
  private final Report report;

  Tool(Site site, Path state, Report report) {
    this.site = site;
    this.state = state;
    this.report = report;
  }

  void measure() {
    Site.await("what was released is on record", this::isQuiet, 500);
    run("status");
    // The first command lets the launcher make its cache in the background.
    Site.await("the launcher's cache", this::isRehearsed, 500);
    measure("status");
    measure("why", "app-0", "-n", "dc-0");
  }

  /** What was measured before must not run beside it. */
  private boolean isQuiet() {
    return site.client
            .resources(Change.class)
            .withLabel(Labels.ACTIVE, Labels.TRUE)
            .list()
            .getItems()
            .size()
        <= Decisions.IN_MOTION;
  }

  private boolean isRehearsed() {
    try (var files = java.nio.file.Files.list(cache().resolve("rollguard"))) {
      return files.anyMatch(f -> f.toString().endsWith(".aot"));
    } catch (IOException e) {
      return false;
    }
  }

  private Path cache() {
    return state.resolve("tool-cache");
  }

  private void measure(String... arguments) {
    var times = new ArrayList<Long>();
    for (var i = 0; i < RUNS; i++) {
      var began = System.nanoTime();
      run(arguments);
      times.add(System.nanoTime() - began);
    }
    var samples = Samples.ofNanos(times);
    report.add(
        "kubectl rollguard %s at that size, whole process, median of %d"
            .formatted(arguments[0], RUNS),
        "≤ 500 ms",
        samples.median() <= TARGET_MILLIS,
        "%.0f ms (fastest %.0f ms)",
        samples.median(),
        samples.quantile(0));
  }

  private void run(String... arguments) {
    var words = new ArrayList<>(List.of("../cli/kubectl-rollguard"));
    words.addAll(List.of(arguments));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", state.resolve("admin.kubeconfig").toString());
    builder.environment().put("XDG_CACHE_HOME", cache().toString());
    try {
      var process = builder.start();
      var text =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", words) + ": " + text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
