package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Which faults of the datacenter hold a change, and for how long after they are resolved. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class FaultGate {
  private @Nullable Severity minSeverity;
  private @Nullable String quietPeriod;

  public @Nullable Severity getMinSeverity() {
    return minSeverity;
  }

  public void setMinSeverity(@Nullable Severity minSeverity) {
    this.minSeverity = minSeverity;
  }

  public @Nullable String getQuietPeriod() {
    return quietPeriod;
  }

  public void setQuietPeriod(@Nullable String quietPeriod) {
    this.quietPeriod = quietPeriod;
  }
}
