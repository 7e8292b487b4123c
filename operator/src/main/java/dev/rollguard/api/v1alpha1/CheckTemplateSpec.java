package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people write in a check template. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("The checks, and the arguments that they take.")
public class CheckTemplateSpec {
  @JsonPropertyDescription("What the checks are about, in one line of at most 1024 characters.")
  @Size(max = 1024)
  @ValidationRule(value = Rules.ONE_LINE, message = CheckRules.DESCRIPTION_MESSAGE)
  private @Nullable String description;

  @JsonPropertyDescription(
      "The arguments that its users fill in, at most 32. Besides them the operator "
          + "supplies namespace, deployment, datacenter, canaryHash, stableHash and "
          + "start, as far as there are any.")
  @Size(max = 32)
  private List<CheckArg> args = new ArrayList<>();

  @JsonPropertyDescription("The checks, 1 to 16. All of them must pass.")
  @Required
  @Size(min = 1, max = 16)
  private List<Check> checks = new ArrayList<>();

  public @Nullable String getDescription() {
    return description;
  }

  public void setDescription(@Nullable String description) {
    this.description = description;
  }

  public List<CheckArg> getArgs() {
    return args;
  }

  public void setArgs(@Nullable List<CheckArg> args) {
    this.args = args == null ? new ArrayList<>() : args;
  }

  public List<Check> getChecks() {
    return checks;
  }

  public void setChecks(@Nullable List<Check> checks) {
    this.checks = checks == null ? new ArrayList<>() : checks;
  }
}
