package dev.rollguard.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The operator's one pod on this machine, seen from outside: its process and its cgroup. */
final class OperatorPod {
  private static final int PORT = 8080;
  private static final double TICKS_PER_SECOND = 100;

  /** Of {@code /proc/PID/stat} after the command: the time at which the process started. */
  private static final int START_TIME = 19;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private final KubernetesClient client;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(200)).build();

  OperatorPod(KubernetesClient client) {
    this.client = client;
  }

  /** Seconds from the start of its process until it answers that it is ready. */
  double secondsToReady() {
    Site.await("the operator's pod has an address", () -> address().isPresent());
    Site.await("the operator is ready", () -> answers(address().orElseThrow()), 5);
    return secondsUp() - secondsAtStart();
  }

  private Optional<Pod> pod() {
    return client
        .pods()
        .inNamespace("rollguard")
        .withLabel("app.kubernetes.io/name", "rollguard")
        .list()
        .getItems()
        .stream()
        .filter(p -> p.getMetadata().getDeletionTimestamp() == null)
        .findFirst();
  }

  private Optional<String> address() {
    return pod().map(p -> p.getStatus().getPodIP());
  }

  private boolean answers(String address) {
    var request =
        HttpRequest.newBuilder(URI.create("http://%s:%d/readyz".formatted(address, PORT)))
            .timeout(Duration.ofSeconds(1))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static double secondsUp() {
    return Double.parseDouble(read(Path.of("/proc/uptime")).split(" ")[0]);
  }

  private double secondsAtStart() {
    return stat(START_TIME);
  }

  /** Processor time that its process has taken. */
  double cpuSeconds() {
    return stat(USER_TIME) + stat(SYSTEM_TIME);
  }

  private double stat(int field) {
    var stat = read(process().resolve("stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Long.parseLong(fields[field]) / TICKS_PER_SECOND;
  }

  private Path process() {
    var uid = pod().orElseThrow().getMetadata().getUid();
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> readIfThere(p.resolve("cgroup")).replace('_', '-').contains(uid))
          .filter(p -> readIfThere(p.resolve("cmdline")).contains("dev.rollguard.Main"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the kubelet calls the working set: what the limit counts, without idle file pages. */
  long workingSetMegabytes() {
    var lines = read(process().resolve("cgroup")).lines().toList();
    var v1 = lines.stream().filter(l -> l.contains(":memory:")).findFirst();
    var path = v1.orElseGet(() -> lines.getLast()).split(":", 3)[2];
    var folder = Path.of("/sys/fs/cgroup" + (v1.isPresent() ? "/memory" : "") + path);
    var used = read(folder.resolve(v1.isPresent() ? "memory.usage_in_bytes" : "memory.current"));
    var idle = v1.isPresent() ? "total_inactive_file " : "inactive_file ";
    var inactive =
        read(folder.resolve("memory.stat"))
            .lines()
            .filter(l -> l.startsWith(idle))
            .mapToLong(l -> Long.parseLong(l.substring(idle.length())))
            .sum();
    return (Long.parseLong(used.strip()) - inactive) / (1024 * 1024);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readIfThere(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
