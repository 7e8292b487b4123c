package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which faults of the datacenter hold a change, and for how long after they are resolved. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class FaultGate {
  @JsonPropertyDescription(
      "The mildest severity that holds changes. Minor: every fault. Major: Major "
          + "and Critical. Critical: only Critical.")
  @Default("Minor")
  private @Nullable Severity minSeverity;

  @JsonPropertyDescription(
      "How long after the resolution of a fault its datacenter must stay quiet "
          + "before changes are released. It starts anew when the fault is opened and "
          + "resolved again. Hours, minutes and seconds in this order, such as 10m or "
          + "1h30m; 0s for none; at most 720h (30 days).")
  @Default("10m")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = Rules.QUIET_MESSAGE)
  @ValidationRule(value = Rules.QUIET_RANGE, message = Rules.QUIET_RANGE_MESSAGE)
  private @Nullable String quietPeriod;

  @JsonPropertyDescription(
      "The CheckTemplates that must pass after the resolution of a fault, at most 16; "
          + "only then the quiet period begins. When one fails, the fault stays open and "
          + "says so.")
  @Size(max = 16)
  private List<CheckRef> verify = new ArrayList<>();

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

  public List<CheckRef> getVerify() {
    return verify;
  }

  public void setVerify(@Nullable List<CheckRef> verify) {
    this.verify = verify == null ? new ArrayList<>() : verify;
  }
}
