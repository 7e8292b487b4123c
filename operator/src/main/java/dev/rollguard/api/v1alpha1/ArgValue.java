package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A value for one argument of a CheckTemplate. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public class ArgValue {
  @JsonPropertyDescription("The name of the argument.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = CheckRules.ARG_NAME, message = CheckRules.ARG_NAME_MESSAGE)
  private String name = "";

  @JsonPropertyDescription("Its value, in one line of at most 1024 characters. May be empty.")
  @Required
  @Size(max = 1024)
  @ValidationRule(value = Rules.ONE_LINE, message = CheckRules.ARG_VALUE_MESSAGE)
  private String value = "";

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getValue() {
    return value;
  }

  public void setValue(String value) {
    this.value = value;
  }
}
