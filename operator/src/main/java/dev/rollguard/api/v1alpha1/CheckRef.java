package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CheckTemplate to run, with the values of its arguments. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class CheckRef {
  @JsonPropertyDescription("The name of the CheckTemplate.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = CheckRules.OBJECT_NAME, message = CheckRules.TEMPLATE_MESSAGE)
  private String template = "";

  @JsonPropertyDescription(
      "The values of its arguments, at most 32. The operator adds namespace, "
          + "deployment, datacenter, canaryHash, stableHash and start, as far as there "
          + "are any.")
  @Size(max = 32)
  private List<ArgValue> args = new ArrayList<>();

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
}
