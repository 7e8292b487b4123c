package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What must hold, besides the schedule, before a change is released. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Gates {
  @JsonPropertyDescription(
      "No open fault of the datacenter. Always on; these values say which faults "
          + "count and for how long.")
  @Default("{}")
  private @Nullable FaultGate faults;

  public @Nullable FaultGate getFaults() {
    return faults;
  }

  public void setFaults(@Nullable FaultGate faults) {
    this.faults = faults;
  }
}
