package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A label selector. All parts must match; an empty selector matches everything. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Selector {
  @JsonPropertyDescription("Labels that must be there with exactly these values. At most 16.")
  @Size(max = 16)
  @ValidationRule(value = Rules.LABEL_KEYS, message = Rules.LABEL_KEYS_MESSAGE)
  @ValidationRule(value = Rules.LABEL_VALUES_OF_MAP, message = Rules.LABEL_VALUES_MESSAGE)
  private Map<String, @Size(max = 63) String> matchLabels = new LinkedHashMap<>();

  @JsonPropertyDescription("Requirements that must all be met. At most 16.")
  @Size(max = 16)
  private List<Requirement> matchExpressions = new ArrayList<>();

  public Map<String, String> getMatchLabels() {
    return matchLabels;
  }

  public void setMatchLabels(@Nullable Map<String, String> matchLabels) {
    this.matchLabels = matchLabels == null ? new LinkedHashMap<>() : matchLabels;
  }

  public List<Requirement> getMatchExpressions() {
    return matchExpressions;
  }

  public void setMatchExpressions(@Nullable List<Requirement> matchExpressions) {
    this.matchExpressions = matchExpressions == null ? new ArrayList<>() : matchExpressions;
  }

  /** One requirement on a label key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @ValidationRule(
      value =
          "!(self.operator in ['In', 'NotIn']) || (has(self.values) && "
              + "self.values.size() > 0)",
      message = "values must have at least one entry when operator is In or NotIn.",
      fieldPath = ".values",
      reason = "FieldValueRequired")
  @ValidationRule(
      value =
          "!(self.operator in ['Exists', 'DoesNotExist']) || !has(self.values) || "
              + "self.values.size() == 0",
      message =
          "values is not allowed when operator is Exists or DoesNotExist; remove it, "
              + "or use In or NotIn.",
      fieldPath = ".values",
      reason = "FieldValueForbidden")
  public static class Requirement {
    @JsonPropertyDescription("The label key, with an optional prefix: env, or example.com/env.")
    @Required
    @Size(max = 317)
    @ValidationRule(value = Rules.LABEL_KEY, message = Rules.LABEL_KEY_MESSAGE)
    private String key = "";

    @JsonPropertyDescription(
        "In or NotIn: the value is, or is not, one of values; NotIn also matches "
            + "when the label is absent. Exists or DoesNotExist: the label is, or is not, "
            + "there.")
    @Required
    @Size(max = 16)
    private String operator = "";

    @JsonPropertyDescription(
        "The values for In and NotIn, 1 to 32. Not allowed with Exists and " + "DoesNotExist.")
    @Size(max = 32)
    @ValidationRule(value = Rules.LABEL_VALUES, message = Rules.LABEL_VALUES_MESSAGE)
    private List<@Size(max = 63) String> values = new ArrayList<>();

    public String getKey() {
      return key;
    }

    public void setKey(String key) {
      this.key = key;
    }

    public String getOperator() {
      return operator;
    }

    public void setOperator(String operator) {
      this.operator = operator;
    }

    public List<String> getValues() {
      return values;
    }

    public void setValues(@Nullable List<String> values) {
      this.values = values == null ? new ArrayList<>() : values;
    }
  }
}
