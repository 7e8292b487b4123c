package dev.rollguard.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final Map<String, String> DC1 = Map.of(Labels.DATACENTER, "dc1");
  private static final Map<String, String> DC2 = Map.of(Labels.DATACENTER, "dc2");
  private static final Coverage COVERAGE = new Coverage("rollguard", Optional.empty());
  private static final Coverage WITH_DEFAULT = new Coverage("rollguard", Optional.of("dc0"));

  @Test
  void theLabelOfTheDeploymentComesBeforeThatOfTheNamespace() {
    assertThat(WITH_DEFAULT.datacenter(workload("shop", DC1), DC2)).isEqualTo("dc1");
  }

  @Test
  void theLabelOfTheNamespaceComesBeforeTheDefault() {
    assertThat(WITH_DEFAULT.datacenter(workload("shop", Map.of()), DC2)).isEqualTo("dc2");
  }

  @Test
  void theDefaultIsTheLast() {
    assertThat(WITH_DEFAULT.datacenter(workload("shop", Map.of()), Map.of())).isEqualTo("dc0");
    assertThat(COVERAGE.datacenter(workload("shop", Map.of()), Map.of())).isEmpty();
  }

  @Test
  void kubeSystemAndTheOperatorsNamespaceAreNeverGoverned() {
    assertThat(WITH_DEFAULT.datacenter(workload("kube-system", DC1), DC1)).isEmpty();
    assertThat(WITH_DEFAULT.datacenter(workload("rollguard", DC1), DC1)).isEmpty();
  }

  @Test
  void theOperatorMayRunInKubeSystem() {
    var coverage = new Coverage("kube-system", Optional.empty());

    assertThat(coverage.datacenter(workload("kube-system", DC1), DC1)).isEmpty();
    assertThat(coverage.datacenter(workload("shop", DC1), DC1)).isEqualTo("dc1");
  }

  @Test
  void aWindowCoversItsDatacenterAndNoOther() {
    var window = window("{datacenter: dc1}");

    assertThat(COVERAGE.covers(window, workload("shop", Map.of()), "dc1", Map.of())).isTrue();
    assertThat(COVERAGE.covers(window, workload("shop", Map.of()), "dc2", Map.of())).isFalse();
    assertThat(COVERAGE.covers(window, workload("shop", Map.of()), "", Map.of())).isFalse();
  }

  @Test
  void aWindowWithoutADatacenterCoversNothing() {
    assertThat(COVERAGE.covers(window("{}"), workload("shop", Map.of()), "", Map.of())).isFalse();
  }

  @Test
  void bothSelectorsMustMatch() {
    var window =
        window(
            "{datacenter: dc1, workloads: {namespaceSelector: {matchLabels: {env: prod}},"
                + " selector: {matchLabels: {tier: chat}}}}");
    var prod = Map.of("env", "prod");
    var chat = workload("shop", Map.of("tier", "chat"));

    assertThat(COVERAGE.covers(window, chat, "dc1", prod)).isTrue();
    assertThat(COVERAGE.covers(window, chat, "dc1", Map.of("env", "test"))).isFalse();
    assertThat(COVERAGE.covers(window, workload("shop", Map.of()), "dc1", prod)).isFalse();
  }

  @Test
  void anEmptySelectorSelectsEverything() {
    var window = window("{datacenter: dc1, workloads: {namespaceSelector: {}, selector: {}}}");

    assertThat(COVERAGE.covers(window, workload("shop", Map.of()), "dc1", Map.of())).isTrue();
  }

  private static Workload workload(String namespace, Map<String, String> labels) {
    var workload = new Workload();
    workload.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName("cart")
            .withLabels(labels)
            .build());
    return workload;
  }

  private static ChangeWindow window(String spec) {
    return Serialization.unmarshal(
        "apiVersion: rollguard.dev/v1alpha1\nkind: ChangeWindow\nmetadata: {name: w}\nspec: %s"
            .formatted(spec),
        ChangeWindow.class);
  }
}
