package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who must approve which changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ApprovalGate {
  @JsonPropertyDescription(
      "The mildest risk that needs these approvals. Low: every change. High: High and Critical.")
  @Default("High")
  private @Nullable Risk minRisk;

  @JsonPropertyDescription("How many distinct people must approve, 1 to 10.")
  @Default("1")
  @Min(1)
  @Max(10)
  private @Nullable Integer count;

  @JsonPropertyDescription(
      "The groups of the cluster's users from which approvals count; being in one of them is enough. At most 16. When empty: everybody who may create approvals in the namespace.")
  @Size(max = 16)
  @ValidationRule(value = ControlRules.GROUPS_NAMED, message = ControlRules.GROUPS_NAMED_MESSAGE)
  @ValidationRule(
      value = ControlRules.GROUPS_DISTINCT,
      message = ControlRules.GROUPS_DISTINCT_MESSAGE)
  private List<@Size(max = 256) String> groups = new ArrayList<>();

  @JsonPropertyDescription(
      "How long an approval counts, such as 4h. At most 720h (30 days). When it has expired before the release, the change is held again.")
  @Default("4h")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = ControlRules.VALID_FOR_MESSAGE)
  @ValidationRule(value = ControlRules.LONG, message = ControlRules.VALID_FOR_RANGE_MESSAGE)
  private @Nullable String validFor;

  public @Nullable Risk getMinRisk() {
    return minRisk;
  }

  public void setMinRisk(@Nullable Risk minRisk) {
    this.minRisk = minRisk;
  }

  public @Nullable Integer getCount() {
    return count;
  }

  public void setCount(@Nullable Integer count) {
    this.count = count;
  }

  public List<String> getGroups() {
    return groups;
  }

  public void setGroups(@Nullable List<String> groups) {
    this.groups = groups == null ? new ArrayList<>() : groups;
  }

  public @Nullable String getValidFor() {
    return validFor;
  }

  public void setValidFor(@Nullable String validFor) {
    this.validFor = validFor;
  }
}
