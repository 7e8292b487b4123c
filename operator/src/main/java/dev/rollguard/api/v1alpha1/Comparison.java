package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Compares the samples of the query with those of a baseline. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Comparison {
  @JsonPropertyDescription(
      "The PromQL query of the baseline, such as that of the stable pods. ${name} "
          + "stands for an argument.")
  @Required
  @Size(max = 4096)
  @ValidationRule(value = Rules.NOT_BLANK, message = CheckRules.BASELINE_MESSAGE)
  private String baselineQuery = "";

  @JsonPropertyDescription(
      "Which way is bad. Increase: more than the baseline, as with errors and "
          + "latency. Decrease: less, as with throughput. Either: both.")
  @Default("Either")
  private @Nullable Direction direction;

  @JsonPropertyDescription(
      "How sure a rank test (Mann-Whitney) must be that the two differ, as a "
          + "decimal number between 0 and 1.")
  @Default("\"0.98\"")
  @Size(max = 16)
  @ValidationRule(value = CheckRules.CONFIDENCE, message = CheckRules.CONFIDENCE_MESSAGE)
  private @Nullable String confidence;

  @JsonPropertyDescription(
      "How large the difference of the medians must be besides, as a share of that "
          + "of the baseline: 0.10 is 10 %. A decimal number from 0 to 1000.")
  @Default("\"0.10\"")
  @Size(max = 16)
  @ValidationRule(value = CheckRules.MIN_EFFECT, message = CheckRules.MIN_EFFECT_MESSAGE)
  private @Nullable String minEffect;

  @JsonPropertyDescription("How many samples each side needs. With fewer there is no data.")
  @Default("8")
  @Min(3)
  @Max(1000)
  private @Nullable Integer minSamples;

  public String getBaselineQuery() {
    return baselineQuery;
  }

  public void setBaselineQuery(String baselineQuery) {
    this.baselineQuery = baselineQuery;
  }

  public @Nullable Direction getDirection() {
    return direction;
  }

  public void setDirection(@Nullable Direction direction) {
    this.direction = direction;
  }

  public @Nullable String getConfidence() {
    return confidence;
  }

  public void setConfidence(@Nullable String confidence) {
    this.confidence = confidence;
  }

  public @Nullable String getMinEffect() {
    return minEffect;
  }

  public void setMinEffect(@Nullable String minEffect) {
    this.minEffect = minEffect;
  }

  public @Nullable Integer getMinSamples() {
    return minSamples;
  }

  public void setMinSamples(@Nullable Integer minSamples) {
    this.minSamples = minSamples;
  }
}
