package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How many changes may be in motion at once. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Concurrency {
  @JsonPropertyDescription(
      "How many changes may be in motion at once, 1 to 100. A change is in motion from its turn on, with its canary, until its rollout has ended and the soak has run.")
  @Default("1")
  @Min(1)
  @Max(100)
  private @Nullable Integer maxInFlight;

  @JsonPropertyDescription(
      "How long after the end of a rollout the next one waits, such as 5m; 0s for not at all. At most 24h.")
  @Default("5m")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = ControlRules.SOAK_MESSAGE)
  @ValidationRule(value = ControlRules.DAY, message = ControlRules.SOAK_RANGE_MESSAGE)
  private @Nullable String soak;

  @JsonPropertyDescription(
      "Which changes count as the others. Datacenter: all of the datacenter. Window: those that this window covers.")
  @Default("Datacenter")
  private @Nullable Across across;

  public @Nullable Integer getMaxInFlight() {
    return maxInFlight;
  }

  public void setMaxInFlight(@Nullable Integer maxInFlight) {
    this.maxInFlight = maxInFlight;
  }

  public @Nullable String getSoak() {
    return soak;
  }

  public void setSoak(@Nullable String soak) {
    this.soak = soak;
  }

  public @Nullable Across getAcross() {
    return across;
  }

  public void setAcross(@Nullable Across across) {
    this.across = across;
  }
}
