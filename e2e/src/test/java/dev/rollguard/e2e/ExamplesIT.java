package dev.rollguard.e2e;

import static dev.rollguard.e2e.harness.Expect.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.CheckTemplate;
import dev.rollguard.e2e.harness.Cluster;
import dev.rollguard.e2e.harness.Scenario;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every example is applied as its README says, under a name and in a datacenter of the test's own.
 */
@Scenario
class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../examples");

  static Stream<Path> windows() throws IOException {
    try (var folders = Files.list(EXAMPLES)) {
      return folders
          .map(f -> f.resolve("window.yaml"))
          .filter(Files::exists)
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("windows")
  void theWindowIsAcceptedAndGetsReady(Path file, Cluster cluster) {
    var window = Serialization.unmarshal(read(file), ChangeWindow.class);
    var name = "example-" + file.getParent().getFileName();
    window.getMetadata().setName(name);
    window.getSpec().setDatacenter(name);
    var windows = cluster.admin().resources(ChangeWindow.class).withName(name);
    cluster.admin().resource(window).create();
    try {
      eventually(() ->
          assertThat(windows.require().getStatus().getConditions())
              .anyMatch(c -> c.getType().equals("Enforced") && c.getStatus().equals("True"))
              .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"))
              .noneMatch(c -> c.getType().equals("Stalled")));
      assertThat(windows.require().getStatus().getSummary()).isNotBlank();
    } finally {
      windows.delete();
    }
  }

  static Stream<Path> checks() throws IOException {
    return manifests().filter(f -> f.endsWith("checks.yaml"));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void theChecksAreAcceptedAndCanBeRun(Path file, Cluster cluster) {
    var template = Serialization.unmarshal(read(file), CheckTemplate.class);
    template.getMetadata().setName("example-" + file.getParent().getFileName());
    var name = template.getMetadata().getName();
    var templates = cluster.admin().resources(CheckTemplate.class).withName(name);
    cluster.admin().resource(template).create();
    try {
      eventually(() ->
          assertThat(templates.require().getStatus().getConditions())
              .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"))
              .noneMatch(c -> c.getType().equals("Stalled")));
    } finally {
      templates.delete();
    }
  }

  static Stream<Path> manifests() throws IOException {
    try (var files = Files.walk(EXAMPLES, 2)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .filter(f -> !f.getParent().getFileName().toString().equals("third-outage"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void theManifestIsWhatTheApiServerKnows(Path file, Cluster cluster) {
    namespace(file).ifPresent(name -> isThere(name, cluster));
    cluster
        .tool(
            "kubectl",
            "",
            List.of("create", "--dry-run=server", "--validate=strict", "-f", file.toString()))
        .orFail();
  }

  private static Optional<String> namespace(Path file) {
    return Pattern.compile("^  namespace: (\\S+)", Pattern.MULTILINE)
        .matcher(read(file))
        .results()
        .map(found -> found.group(1))
        .findFirst();
  }

  private static void isThere(String namespace, Cluster cluster) {
    var named = new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
    cluster.admin().resource(named).serverSideApply();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
