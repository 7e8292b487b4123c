package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A datacenter that must have run the same pod template before. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class AfterDatacenter {
  @JsonPropertyDescription("The datacenter that comes first.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = Rules.LABEL_VALUE, message = Rules.DATACENTER_MESSAGE)
  private String datacenter = "";

  @JsonPropertyDescription(
      "How long it must have run the template healthy, without a fault opened there, such as 30m. At most 720h (30 days).")
  @Default("30m")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = ControlRules.SOAK_MESSAGE)
  @ValidationRule(value = ControlRules.LONG_OR_NONE, message = ControlRules.AFTER_RANGE_MESSAGE)
  private @Nullable String soak;

  public String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(String datacenter) {
    this.datacenter = datacenter;
  }

  public @Nullable String getSoak() {
    return soak;
  }

  public void setSoak(@Nullable String soak) {
    this.soak = soak;
  }
}
