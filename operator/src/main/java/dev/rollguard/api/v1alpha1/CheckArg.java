package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An argument of a CheckTemplate: what its users fill in. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public class CheckArg {
  @JsonPropertyDescription(
      "The name, used in the checks as ${name}. A letter, then letters, digits and " + "_.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = CheckRules.ARG_NAME, message = CheckRules.ARG_NAME_MESSAGE)
  private String name = "";

  @JsonPropertyDescription(
      "Its value when nobody gives one, in one line. An argument without default "
          + "must be given.")
  @JsonProperty("default")
  @Size(max = 1024)
  @ValidationRule(value = Rules.ONE_LINE, message = CheckRules.ARG_DEFAULT_MESSAGE)
  private @Nullable String defaultValue;

  @JsonPropertyDescription("What it is for, in one line.")
  @Size(max = 1024)
  @ValidationRule(value = Rules.ONE_LINE, message = CheckRules.DESCRIPTION_MESSAGE)
  private @Nullable String description;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public @Nullable String getDefaultValue() {
    return defaultValue;
  }

  public void setDefaultValue(@Nullable String defaultValue) {
    this.defaultValue = defaultValue;
  }

  public @Nullable String getDescription() {
    return description;
  }

  public void setDescription(@Nullable String description) {
    this.description = description;
  }
}
