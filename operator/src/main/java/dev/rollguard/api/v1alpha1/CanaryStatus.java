package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How far the canary of a change is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class CanaryStatus {
  @JsonPropertyDescription("Clone or Existing, as in the window when the canary began.")
  private @Nullable CanaryMode mode;

  @JsonPropertyDescription("The name of the Deployment that is the canary.")
  @Size(max = 253)
  private @Nullable String deployment;

  @JsonPropertyDescription("When the canary began, RFC 3339 in UTC.")
  private @Nullable String startTime;

  @JsonPropertyDescription("Since when it has been healthy, RFC 3339 in UTC.")
  private @Nullable String healthyTime;

  @JsonPropertyDescription(
      "The pod-template-hash of its pods, the argument canaryHash of its checks.")
  @Size(max = 80)
  private @Nullable String canaryHash;

  @JsonPropertyDescription(
      "The pod-template-hash of the pods that ran before, the argument stableHash "
          + "of its checks.")
  @Size(max = 80)
  private @Nullable String stableHash;

  @JsonPropertyDescription("What the canary came to. Absent while it runs.")
  private @Nullable CheckVerdict verdict;

  @JsonPropertyDescription("Why, and what to do, in one sentence.")
  @Size(max = 2048)
  private @Nullable String message;

  @JsonPropertyDescription("When the canary came to its end, RFC 3339 in UTC.")
  private @Nullable String endTime;

  public @Nullable CanaryMode getMode() {
    return mode;
  }

  public void setMode(@Nullable CanaryMode mode) {
    this.mode = mode;
  }

  public @Nullable String getDeployment() {
    return deployment;
  }

  public void setDeployment(@Nullable String deployment) {
    this.deployment = deployment;
  }

  public @Nullable String getStartTime() {
    return startTime;
  }

  public void setStartTime(@Nullable String startTime) {
    this.startTime = startTime;
  }

  public @Nullable String getHealthyTime() {
    return healthyTime;
  }

  public void setHealthyTime(@Nullable String healthyTime) {
    this.healthyTime = healthyTime;
  }

  public @Nullable String getCanaryHash() {
    return canaryHash;
  }

  public void setCanaryHash(@Nullable String canaryHash) {
    this.canaryHash = canaryHash;
  }

  public @Nullable String getStableHash() {
    return stableHash;
  }

  public void setStableHash(@Nullable String stableHash) {
    this.stableHash = stableHash;
  }

  public @Nullable CheckVerdict getVerdict() {
    return verdict;
  }

  public void setVerdict(@Nullable CheckVerdict verdict) {
    this.verdict = verdict;
  }

  public @Nullable String getMessage() {
    return message;
  }

  public void setMessage(@Nullable String message) {
    this.message = message;
  }

  public @Nullable String getEndTime() {
    return endTime;
  }

  public void setEndTime(@Nullable String endTime) {
    this.endTime = endTime;
  }
}
