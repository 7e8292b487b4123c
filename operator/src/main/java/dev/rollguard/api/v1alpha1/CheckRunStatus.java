package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the run is, and what it came to. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("How far the run is, and what it came to. Written by the operator only.")
public class CheckRunStatus {
  @JsonPropertyDescription("What the run came to: the worst of its checks. Absent while it runs.")
  private @Nullable CheckVerdict verdict;

  @JsonPropertyDescription("Why, and what to do, in one sentence.")
  @Size(max = 2048)
  private @Nullable String message;

  @JsonPropertyDescription("Where the run is, in a few words for the columns of kubectl get.")
  @Size(max = 1024)
  private @Nullable String summary;

  @JsonPropertyDescription("The checks, one entry each.")
  @Size(max = 16)
  private List<CheckStatus> checks = new ArrayList<>();

  @JsonPropertyDescription(
      "The conditions, one of each type: Complete (the run has its verdict), and "
          + "Stalled, only when true (it cannot be run as it is written).")
  @Size(max = 16)
  private List<Condition> conditions = new ArrayList<>();

  @JsonPropertyDescription("The metadata.generation of the spec that this status is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("When the run began, RFC 3339 in UTC.")
  private @Nullable String startTime;

  @JsonPropertyDescription("When the run had its verdict, RFC 3339 in UTC.")
  private @Nullable String endTime;

  @JsonPropertyDescription("The authenticated user who created the run.")
  @Size(max = 1024)
  private @Nullable String reporter;

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

  public @Nullable String getSummary() {
    return summary;
  }

  public void setSummary(@Nullable String summary) {
    this.summary = summary;
  }

  public List<CheckStatus> getChecks() {
    return checks;
  }

  public void setChecks(@Nullable List<CheckStatus> checks) {
    this.checks = checks == null ? new ArrayList<>() : checks;
  }

  public List<Condition> getConditions() {
    return conditions;
  }

  public void setConditions(@Nullable List<Condition> conditions) {
    this.conditions = conditions == null ? new ArrayList<>() : conditions;
  }

  public @Nullable Long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration;
  }

  public @Nullable String getStartTime() {
    return startTime;
  }

  public void setStartTime(@Nullable String startTime) {
    this.startTime = startTime;
  }

  public @Nullable String getEndTime() {
    return endTime;
  }

  public void setEndTime(@Nullable String endTime) {
    this.endTime = endTime;
  }

  public @Nullable String getReporter() {
    return reporter;
  }

  public void setReporter(@Nullable String reporter) {
    this.reporter = reporter;
  }
}
