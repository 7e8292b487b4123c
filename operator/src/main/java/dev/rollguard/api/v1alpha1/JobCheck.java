package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Runs a Job. It is good when the Job succeeds. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class JobCheck {
  @JsonPropertyDescription(
      "The namespace to run it in, for the verification of a fault, which has no "
          + "namespace. Otherwise it runs in the namespace of the Deployment.")
  @Size(max = 63)
  @ValidationRule(value = Rules.DNS_LABEL, message = CheckRules.NAMESPACE_MESSAGE)
  private @Nullable String namespace;

  @JsonPropertyDescription(
      "The template of the Job, as jobTemplate of a CronJob: metadata and spec. "
          + "${name} stands for an argument in command, args and the values of env.")
  @Required
  @PreserveUnknownFields
  private @Nullable Object template;

  public @Nullable String getNamespace() {
    return namespace;
  }

  public void setNamespace(@Nullable String namespace) {
    this.namespace = namespace;
  }

  public @Nullable Object getTemplate() {
    return template;
  }

  public void setTemplate(@Nullable Object template) {
    this.template = template;
  }
}
