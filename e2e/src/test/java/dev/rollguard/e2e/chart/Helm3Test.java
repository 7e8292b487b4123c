package dev.rollguard.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The golden renderings are made by Helm 4; here Helm 3 makes the same of the chart. */
class Helm3Test {
  private static final Path HELM = Path.of("..", "helm");

  private final Helm helm = new Helm(HELM.resolve("rollguard"));

  @Test
  void lintFindsNothing() {
    LintResult result = helm.lint().strict().call();

    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @Test
  void rendersWhatHelm4Renders() throws IOException {
    String rendered =
        helm.template()
            .withName("rollguard")
            .withNamespace("rollguard")
            .withKubeVersion("1.36.0")
            .call();

    assertThat(objects(rendered))
        .hasSizeGreaterThan(20)
        .isEqualTo(objects(Files.readString(HELM.resolve("tests/default/expected.yaml"))));
  }

  /** Kind and name to the rest; without hooks, which this rendering leaves out. */
  private static Map<String, Object> objects(String manifest) {
    var objects = new TreeMap<String, Object>();
    for (String document : manifest.split("(?m)^---$")) {
      if (document.contains("\nkind: ") && !document.contains("helm.sh/hook:")) {
        var object = Serialization.unmarshal(document, GenericKubernetesResource.class);
        if (object.getKind().equals("CustomResourceDefinition")) {
          object.setAdditionalProperties(Map.of()); // the golden file leaves its schema out
        }
        objects.put(object.getKind() + "/" + object.getMetadata().getName(), object);
      }
    }
    return objects;
  }
}
