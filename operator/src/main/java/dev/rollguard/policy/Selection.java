package dev.rollguard.policy;

import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.api.v1alpha1.Selector;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResources;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MatchResourcesBuilder;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Native selectors: what they exclude never reaches CEL and costs nothing. All fields are written
 * out as the API server would default them, so that a live object equals a compiled one.
 *
 * <p>An object selector matches when the old or the new object does: a write that moves a
 * Deployment away is still seen.
 */
final class Selection {
  private static final String EQUIVALENT = "Equivalent";

  private Selection() {}

  /** Deployments outside the namespaces that are never governed. */
  static MatchResources rollouts(
      PolicyInput in, @Nullable Selector namespaceSelector, @Nullable Selector selector) {
    return deployments(in, namespaceSelector, selector, "CREATE", "UPDATE");
  }

  /** The same, when they are there already. */
  static MatchResources updates(PolicyInput in) {
    return deployments(in, null, null, "UPDATE");
  }

  private static MatchResources deployments(
      PolicyInput in,
      @Nullable Selector namespaceSelector,
      @Nullable Selector selector,
      String... operations) {
    var namespaces = labels(namespaceSelector);
    namespaces
        .getMatchExpressions()
        .addFirst(
            new LabelSelectorRequirement(
                "kubernetes.io/metadata.name",
                "NotIn",
                Stream.of("kube-system", in.operatorNamespace()).distinct().sorted().toList()));
    return new MatchResourcesBuilder()
        .withMatchPolicy(EQUIVALENT)
        .withNamespaceSelector(namespaces)
        .withObjectSelector(labels(selector))
        .addNewResourceRule()
        .withApiGroups("apps")
        .withApiVersions("v1")
        .withResources("deployments")
        .withOperations(operations)
        .withScope("*")
        .endResourceRule()
        .build();
  }

  /** Deployments without a datacenter of their own, in namespaces of these datacenters. */
  static MatchResources byNamespace(Collection<String> datacenters) {
    return bound(in(datacenters), absent());
  }

  /** Deployments that carry the label themselves. */
  static MatchResources byDeployment(Collection<String> datacenters) {
    return bound(new LabelSelector(), in(datacenters));
  }

  /** Deployments without a label in namespaces without one. */
  static MatchResources byDefault() {
    return bound(absent(), absent());
  }

  private static MatchResources bound(LabelSelector namespaces, LabelSelector objects) {
    return new MatchResourcesBuilder()
        .withMatchPolicy(EQUIVALENT)
        .withNamespaceSelector(namespaces)
        .withObjectSelector(objects)
        .build();
  }

  private static LabelSelector in(Collection<String> datacenters) {
    return expression("In", List.copyOf(datacenters));
  }

  private static LabelSelector absent() {
    return expression("DoesNotExist", List.of());
  }

  private static LabelSelector expression(String operator, List<String> values) {
    return new LabelSelectorBuilder()
        .addToMatchExpressions(new LabelSelectorRequirement(Labels.DATACENTER, operator, values))
        .build();
  }

  private static LabelSelector labels(@Nullable Selector selector) {
    var labels = new LabelSelectorBuilder();
    if (selector != null) {
      labels.withMatchLabels(new TreeMap<>(selector.getMatchLabels()));
      selector
          .getMatchExpressions()
          .forEach(e ->
              labels.addToMatchExpressions(
                  new LabelSelectorRequirement(e.getKey(), e.getOperator(), e.getValues())));
    }
    return labels.build();
  }
}
