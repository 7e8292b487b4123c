package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Selects the governed Deployments of the datacenter. An absent selector selects all. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Workloads {
  @JsonPropertyDescription(
      "Labels of the Namespace. When absent or empty, Deployments of every "
          + "namespace are governed.")
  private @Nullable Selector namespaceSelector;

  @JsonPropertyDescription(
      "Labels of the Deployment. When absent or empty, every Deployment is " + "governed.")
  private @Nullable Selector selector;

  public @Nullable Selector getNamespaceSelector() {
    return namespaceSelector;
  }

  public void setNamespaceSelector(@Nullable Selector namespaceSelector) {
    this.namespaceSelector = namespaceSelector;
  }

  public @Nullable Selector getSelector() {
    return selector;
  }

  public void setSelector(@Nullable Selector selector) {
    this.selector = selector;
  }
}
