package dev.rollguard.e2e.chart;

import dev.rollguard.e2e.harness.Cluster;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The chart as it is installed in the cluster, and what helm makes of it. */
final class ChartRelease {
  private static final String NAME = "rollguard";
  private static final String PART_OF = "app.kubernetes.io/part-of";
  private static final List<Class<? extends HasMetadata>> POLICIES =
      List.of(
          MutatingAdmissionPolicy.class,
          MutatingAdmissionPolicyBinding.class,
          ValidatingAdmissionPolicy.class,
          ValidatingAdmissionPolicyBinding.class);

  private final Cluster cluster;

  ChartRelease(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The chart of the repository under another version, in this folder. */
  static Path copy(Path folder, String version) throws IOException {
    var source = Cluster.chart();
    try (var files = Files.walk(source)) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(source.relativize(file).toString()));
      }
    }
    var description = folder.resolve("Chart.yaml");
    var text = Files.readString(description);
    Files.writeString(description, text.replaceFirst("(?m)^version: .*$", "version: " + version));
    return folder;
  }

  /** helm upgrade with the values as they are but for these; waits until all is ready. */
  void upgrade(Path chart, String... values) {
    var words = new ArrayList<>(List.of("upgrade", NAME, chart.toString(), "--reuse-values"));
    for (var value : values) {
      words.addAll(List.of("--set", value));
    }
    words.addAll(List.of("--wait", "--timeout", "4m"));
    cluster.helm(words.toArray(String[]::new)).orFail();
  }

  /** helm rollback to the revision before this one; waits until all is ready. */
  void rollBack() {
    cluster.helm("rollback", NAME, "--wait", "--timeout", "4m").orFail();
  }

  /** Which chart is installed, as helm says it: name and version. */
  String chart() {
    var list = cluster.helm("list", "--output", "json").orFail().output();
    return list.replaceFirst("(?s).*\"chart\":\"([^\"]*)\".*", "$1").strip();
  }

  /** The uids of the operator's pods. */
  Set<String> pods() {
    return cluster
        .admin()
        .pods()
        .inNamespace(NAME)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems()
        .stream()
        .map(Pod::getMetadata)
        .map(m -> m.getUid())
        .collect(Collectors.toSet());
  }

  /** Every policy and binding of ours to its uid: one that is made anew has another. */
  Map<String, String> policies() {
    var found = new TreeMap<String, String>();
    for (var kind : POLICIES) {
      for (var object :
          cluster.admin().resources(kind).withLabel(PART_OF, NAME).list().getItems()) {
        found.put(
            object.getKind() + "/" + object.getMetadata().getName(), object.getMetadata().getUid());
      }
    }
    return found;
  }
}
