package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far one check of a run is. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class CheckStatus {
  @JsonPropertyDescription("The name of the check.")
  @Required
  @Size(max = 63)
  private String name = "";

  @JsonPropertyDescription("What it came to. Absent while it runs.")
  private @Nullable CheckVerdict verdict;

  @JsonPropertyDescription("Why, in one sentence.")
  @Size(max = 2048)
  private @Nullable String message;

  @JsonPropertyDescription("How many samples were good.")
  @Min(0)
  private @Nullable Integer passed;

  @JsonPropertyDescription("How many samples were bad.")
  @Min(0)
  private @Nullable Integer failed;

  @JsonPropertyDescription("How many samples were neither.")
  @Min(0)
  private @Nullable Integer inconclusive;

  @JsonPropertyDescription("How many samples were without data.")
  @Min(0)
  private @Nullable Integer noData;

  @JsonPropertyDescription("When the last sample was taken, RFC 3339 in UTC.")
  private @Nullable String lastSampleTime;

  @JsonPropertyDescription(
      "The last samples, one line each, at most 10, such as Pass 12:03:04Z value " + "0.004.")
  @Size(max = 10)
  private List<@Size(max = 1024) String> samples = new ArrayList<>();

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
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

  public @Nullable Integer getPassed() {
    return passed;
  }

  public void setPassed(@Nullable Integer passed) {
    this.passed = passed;
  }

  public @Nullable Integer getFailed() {
    return failed;
  }

  public void setFailed(@Nullable Integer failed) {
    this.failed = failed;
  }

  public @Nullable Integer getInconclusive() {
    return inconclusive;
  }

  public void setInconclusive(@Nullable Integer inconclusive) {
    this.inconclusive = inconclusive;
  }

  public @Nullable Integer getNoData() {
    return noData;
  }

  public void setNoData(@Nullable Integer noData) {
    this.noData = noData;
  }

  public @Nullable String getLastSampleTime() {
    return lastSampleTime;
  }

  public void setLastSampleTime(@Nullable String lastSampleTime) {
    this.lastSampleTime = lastSampleTime;
  }

  public List<String> getSamples() {
    return samples;
  }

  public void setSamples(@Nullable List<String> samples) {
    this.samples = samples == null ? new ArrayList<>() : samples;
  }
}
