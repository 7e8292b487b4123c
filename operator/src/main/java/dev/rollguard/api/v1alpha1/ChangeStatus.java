package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the change is, and why. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ChangeStatus {
  private @Nullable ChangeState state;
  private List<Condition> conditions = new ArrayList<>();
  private @Nullable Long observedGeneration;
  private List<String> gates = new ArrayList<>();
  private @Nullable String reason;
  private @Nullable String message;
  private List<String> windows = new ArrayList<>();
  private @Nullable DeletionPolicy deletionPolicy;
  private @Nullable String releasedTime;
  private @Nullable String completedTime;
  private @Nullable Long heldSeconds;

  public @Nullable ChangeState getState() {
    return state;
  }

  public void setState(@Nullable ChangeState state) {
    this.state = state;
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

  public List<String> getGates() {
    return gates;
  }

  public void setGates(@Nullable List<String> gates) {
    this.gates = gates == null ? new ArrayList<>() : gates;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }

  public @Nullable String getMessage() {
    return message;
  }

  public void setMessage(@Nullable String message) {
    this.message = message;
  }

  public List<String> getWindows() {
    return windows;
  }

  public void setWindows(@Nullable List<String> windows) {
    this.windows = windows == null ? new ArrayList<>() : windows;
  }

  /** What happens to the hold when all its windows are deleted: the strictest of their policies. */
  public @Nullable DeletionPolicy getDeletionPolicy() {
    return deletionPolicy;
  }

  public void setDeletionPolicy(@Nullable DeletionPolicy deletionPolicy) {
    this.deletionPolicy = deletionPolicy;
  }

  public @Nullable String getReleasedTime() {
    return releasedTime;
  }

  public void setReleasedTime(@Nullable String releasedTime) {
    this.releasedTime = releasedTime;
  }

  public @Nullable String getCompletedTime() {
    return completedTime;
  }

  public void setCompletedTime(@Nullable String completedTime) {
    this.completedTime = completedTime;
  }

  public @Nullable Long getHeldSeconds() {
    return heldSeconds;
  }

  public void setHeldSeconds(@Nullable Long heldSeconds) {
    this.heldSeconds = heldSeconds;
  }
}
