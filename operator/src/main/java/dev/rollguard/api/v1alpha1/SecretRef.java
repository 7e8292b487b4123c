package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A value in a Secret of the namespace of the operator. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class SecretRef {
  @JsonPropertyDescription(
      "The name of the Secret. It must have the label rollguard.dev/checks=true.")
  @Required
  @Size(max = 253)
  @ValidationRule(value = CheckRules.OBJECT_NAME, message = CheckRules.OBJECT_NAME_MESSAGE)
  private String name = "";

  @JsonPropertyDescription("The key in the data of the Secret.")
  @Required
  @Size(max = 253)
  @ValidationRule(value = CheckRules.SECRET_KEY, message = CheckRules.SECRET_KEY_MESSAGE)
  private String key = "";

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }
}
