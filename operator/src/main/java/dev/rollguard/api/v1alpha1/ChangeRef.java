package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A Change in a namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ChangeRef {
  @JsonPropertyDescription("The namespace of the Change.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = Rules.DNS_LABEL, message = CheckRules.NAMESPACE_MESSAGE)
  private String namespace = "";

  @JsonPropertyDescription("The name of the Change.")
  @Required
  @Size(max = 253)
  @ValidationRule(value = CheckRules.OBJECT_NAME, message = CheckRules.OBJECT_NAME_MESSAGE)
  private String name = "";

  public String getNamespace() {
    return namespace;
  }

  public void setNamespace(String namespace) {
    this.namespace = namespace;
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }
}
