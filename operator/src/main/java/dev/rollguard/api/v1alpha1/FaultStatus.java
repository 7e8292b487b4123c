package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about a fault. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class FaultStatus {
  private @Nullable String summary;
  private List<Condition> conditions = new ArrayList<>();
  private @Nullable Long observedGeneration;
  private @Nullable String openedBy;
  private @Nullable String resolvedBy;
  private @Nullable String resolvedTime;
  private @Nullable String quietUntil;
  private @Nullable Integer blockedChanges;

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
}
