package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence that a change needs before it is released. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class PreTest {
  @JsonPropertyDescription("The name of the CheckTemplate.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = CheckRules.OBJECT_NAME, message = CheckRules.TEMPLATE_MESSAGE)
  private String template = "";

  @JsonPropertyDescription(
      "The values of its arguments, at most 32. The operator adds namespace, "
          + "deployment and datacenter.")
  @Size(max = 32)
  private List<ArgValue> args = new ArrayList<>();

  @JsonPropertyDescription(
      "How long a pass counts after its end, such as 24h. At most 720h (30 days).")
  @Default("24h")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = CheckRules.VALID_FOR_MESSAGE)
  @ValidationRule(value = CheckRules.VALID_FOR_RANGE, message = CheckRules.VALID_FOR_RANGE_MESSAGE)
  private @Nullable String validFor;

  @JsonPropertyDescription(
      "Which runs count. Run: of the operator. External: reported by somebody who "
          + "may report checkruns.")
  @Default("[\"Run\", \"External\"]")
  @Size(min = 1, max = 2)
  private List<CheckRunType> accept = new ArrayList<>();

  public String getTemplate() {
    return template;
  }

  public void setTemplate(String template) {
    this.template = template;
  }

  public List<ArgValue> getArgs() {
    return args;
  }

  public void setArgs(@Nullable List<ArgValue> args) {
    this.args = args == null ? new ArrayList<>() : args;
  }

  public @Nullable String getValidFor() {
    return validFor;
  }

  public void setValidFor(@Nullable String validFor) {
    this.validFor = validFor;
  }

  public List<CheckRunType> getAccept() {
    return accept;
  }

  public void setAccept(@Nullable List<CheckRunType> accept) {
    this.accept = accept == null ? new ArrayList<>() : accept;
  }
}
