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

/** What the operator says about a fault. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What the operator found. Written by the operator only.")
public class FaultStatus {
  @JsonPropertyDescription("One sentence for people: what is going on, why, and until when.")
  @Size(max = 1024)
  private @Nullable String summary;

  @JsonPropertyDescription(
      "The conditions, one of each type: Open (the fault holds changes) and Ready "
          + "(the operator acted on this spec).")
  @Size(max = 16)
  private List<Condition> conditions = new ArrayList<>();

  @JsonPropertyDescription("The metadata.generation of the spec that this status is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("The authenticated user who created the fault.")
  @Size(max = 1024)
  private @Nullable String openedBy;

  @JsonPropertyDescription("The authenticated user who added the resolution.")
  @Size(max = 1024)
  private @Nullable String resolvedBy;

  @JsonPropertyDescription("When the resolution was added, RFC 3339 in UTC.")
  private @Nullable String resolvedTime;

  @JsonPropertyDescription(
      "Until when changes stay held after the resolution, RFC 3339 in UTC: the "
          + "longest quiet period of the windows of the datacenter.")
  private @Nullable String quietUntil;

  @JsonPropertyDescription("How many changes this fault holds now.")
  @Min(0)
  private @Nullable Integer blockedChanges;

  @JsonPropertyDescription(
      "The overrides in force in the datacenter, and those under which changes passed while this fault was open, one line each, at most 50.")
  @Size(max = 51)
  private List<@Size(max = 512) String> breakGlasses = new ArrayList<>();

  public @Nullable String getSummary() {
    return summary;
  }

  public void setSummary(@Nullable String summary) {
    this.summary = summary;
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

  public @Nullable String getOpenedBy() {
    return openedBy;
  }

  public void setOpenedBy(@Nullable String openedBy) {
    this.openedBy = openedBy;
  }

  public @Nullable String getResolvedBy() {
    return resolvedBy;
  }

  public void setResolvedBy(@Nullable String resolvedBy) {
    this.resolvedBy = resolvedBy;
  }

  public @Nullable String getResolvedTime() {
    return resolvedTime;
  }

  public void setResolvedTime(@Nullable String resolvedTime) {
    this.resolvedTime = resolvedTime;
  }

  public @Nullable String getQuietUntil() {
    return quietUntil;
  }

  public void setQuietUntil(@Nullable String quietUntil) {
    this.quietUntil = quietUntil;
  }

  public @Nullable Integer getBlockedChanges() {
    return blockedChanges;
  }

  public void setBlockedChanges(@Nullable Integer blockedChanges) {
    this.blockedChanges = blockedChanges;
  }

  public List<String> getBreakGlasses() {
    return breakGlasses;
  }

  public void setBreakGlasses(@Nullable List<String> breakGlasses) {
    this.breakGlasses = breakGlasses == null ? new ArrayList<>() : breakGlasses;
  }
}
