package dev.rollguard.e2e.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server takes the golden policies as they are, and finds no fault in their CEL. */
@OnPolicyCluster
class GoldenPoliciesIT {
  private static final Path GOLDEN = Path.of("../operator/src/test/resources/policy");

  static List<Path> goldens() throws IOException {
    try (var folders = Files.list(GOLDEN)) {
      return folders.map(f -> f.resolve("out.yaml")).filter(GoldenPoliciesIT::some).toList();
    }
  }

  private static boolean some(Path file) {
    return file.toFile().length() > 0;
  }

  private final KubernetesClient client;

  GoldenPoliciesIT(PolicyCluster cluster) {
    client = cluster.client();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void theyCompileAndAreStoredAsTheyAre(Path golden) throws IOException {
    List<HasMetadata> created;
    try (var yaml = Files.newInputStream(golden)) {
      created = client.load(yaml).create();
    }
    try {
      for (var object : created) {
        assertThat(Serialization.asYaml(spec(object)))
            .isEqualTo(Serialization.asYaml(spec(written(golden, object))));
      }
      created.stream()
          .filter(ValidatingAdmissionPolicy.class::isInstance)
          .map(HasMetadata::getMetadata)
          .forEach(meta -> awaitNoWarning(meta.getName()));
    } finally {
      client.resourceList(created).delete();
    }
  }

  private Object spec(HasMetadata object) {
    return client.getKubernetesSerialization().convertValue(object, Map.class).get("spec");
  }

  private HasMetadata written(Path golden, HasMetadata like) throws IOException {
    try (var yaml = Files.newInputStream(golden)) {
      return client.load(yaml).items().stream()
          .filter(o -> o.getKind().equals(like.getKind()))
          .filter(o -> o.getMetadata().getName().equals(like.getMetadata().getName()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** The controller manager checks the types of a policy a moment after it was made. */
  private void awaitNoWarning(String name) {
    var policy = client.resources(ValidatingAdmissionPolicy.class).withName(name);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            policy.require().getStatus() != null
                && policy.require().getStatus().getTypeChecking() != null);
    assertThat(policy.require().getStatus().getTypeChecking().getExpressionWarnings()).isEmpty();
  }
}
