package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** Whether the approval counts. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("Whether it counts. Written by the operator only.")
public class ApprovalStatus {
  @JsonPropertyDescription("Whether it counts for its Change at this moment.")
  private @Nullable Boolean counted;

  @JsonPropertyDescription("Why it counts or does not, in one sentence.")
  @Size(max = 1024)
  private @Nullable String message;

  @JsonPropertyDescription("The metadata.generation of the spec that this status is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  public @Nullable Boolean getCounted() {
    return counted;
  }

  public void setCounted(@Nullable Boolean counted) {
    this.counted = counted;
  }

  public @Nullable String getMessage() {
    return message;
  }

  public void setMessage(@Nullable String message) {
    this.message = message;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }
}
