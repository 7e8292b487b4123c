package dev.rollguard.observe;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which datacenter a Deployment is in, and which windows cover it. */
public final class Coverage {
  private final Set<String> excludedNamespaces;
  private final String defaultDatacenter;

  /**
   * @param operatorNamespace never governed, nor is kube-system
   * @param defaultDatacenter of Deployments without a label; empty means not governed
   */
  public Coverage(String operatorNamespace, Optional<String> defaultDatacenter) {
    this.excludedNamespaces = Set.copyOf(List.of("kube-system", operatorNamespace));
    this.defaultDatacenter = defaultDatacenter.orElse("");
  }

  /**
   * The datacenter: label of the Deployment, else of its Namespace, else the default; may be empty.
   */
  public String datacenter(Workload workload, Map<String, String> namespaceLabels) {
    if (excludedNamespaces.contains(workload.getMetadata().getNamespace())) {
      return "";
    }
    var own = workload.getMetadata().getLabels().get(Labels.DATACENTER);
    return own != null ? own : namespaceLabels.getOrDefault(Labels.DATACENTER, defaultDatacenter);
  }

  /** Whether the window's datacenter and selectors take the Deployment in. */
  public boolean covers(
      ChangeWindow window,
      Workload workload,
      String datacenter,
      Map<String, String> namespaceLabels) {
    var spec = window.getSpec();
    if (datacenter.isEmpty() || !datacenter.equals(spec.getDatacenter())) {
      return false;
    }
    var workloads = spec.getWorkloads();
    return workloads == null
        || (Selectors.matches(workloads.getNamespaceSelector(), namespaceLabels)
            && Selectors.matches(workloads.getSelector(), workload.getMetadata().getLabels()));
  }
}
