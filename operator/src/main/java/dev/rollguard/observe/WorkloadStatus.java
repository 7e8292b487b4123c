package dev.rollguard.observe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.ConditionTypes;
import dev.rollguard.core.change.RolloutStatus;
import dev.rollguard.core.gate.Moments;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of {@code Deployment.status} that decisions and our own condition need. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class WorkloadStatus implements Serializable {
  private static final long serialVersionUID = 1L;

  private long observedGeneration;
  private int replicas;
  private int updatedReplicas;
  private int availableReplicas;
  private String progressing = "";
  private String heldCondition = "";
  private long rolledOutAt;
  private long availableAt;

  public long getObservedGeneration() {
    return observedGeneration;
  }

  public void setObservedGeneration(@Nullable Long observedGeneration) {
    this.observedGeneration = observedGeneration == null ? 0 : observedGeneration;
  }

  public int getReplicas() {
    return replicas;
  }

  public void setReplicas(int replicas) {
    this.replicas = replicas;
  }

  public int getUpdatedReplicas() {
    return updatedReplicas;
  }

  public void setUpdatedReplicas(int updatedReplicas) {
    this.updatedReplicas = updatedReplicas;
  }

  public int getAvailableReplicas() {
    return availableReplicas;
  }

  public void setAvailableReplicas(int availableReplicas) {
    this.availableReplicas = availableReplicas;
  }

  /** Reason of the condition Progressing, or empty. */
  public String getProgressing() {
    return progressing;
  }

  public void setProgressing(String progressing) {
    this.progressing = progressing;
  }

  /** Status, reason and message of our condition RolloutHeld, or empty. */
  public String getHeldCondition() {
    return heldCondition;
  }

  public void setHeldCondition(String heldCondition) {
    this.heldCondition = heldCondition;
  }

  @JsonSetter("conditions")
  public void pickConditions(@Nullable JsonNode conditions) {
    if (conditions == null) {
      return;
    }
    for (var condition : conditions) {
      switch (condition.path("type").asText()) {
        case "Progressing" -> progressing(condition);
        case "Available" -> available(condition);
        case ConditionTypes.ROLLOUT_HELD -> heldCondition = heldCondition(condition);
        default -> {}
      }
    }
  }

  private void progressing(JsonNode condition) {
    progressing = condition.path("reason").asText("").intern();
    if (progressing.equals(RolloutStatus.COMPLETED)) {
      rolledOutAt = seconds(condition, "lastUpdateTime");
    }
  }

  private void available(JsonNode condition) {
    if (condition.path("status").asText().equals("True")) {
      availableAt = seconds(condition, "lastTransitionTime");
    }
  }

  private static long seconds(JsonNode condition, String time) {
    return Moments.parse(condition.path(time).asText()).map(Instant::getEpochSecond).orElse(0L);
  }

  /** When the rollout of what runs was complete, in seconds since 1970; 0 while it is not. */
  public long getRolledOutAt() {
    return rolledOutAt;
  }

  public void setRolledOutAt(long rolledOutAt) {
    this.rolledOutAt = rolledOutAt;
  }

  /** Since when enough pods serve, in seconds since 1970; 0 while they do not. */
  public long getAvailableAt() {
    return availableAt;
  }

  public void setAvailableAt(long availableAt) {
    this.availableAt = availableAt;
  }

  private static String heldCondition(JsonNode condition) {
    return heldCondition(
        condition.path("status").asText(),
        condition.path("reason").asText(),
        condition.path("message").asText());
  }

  /** The form in which conditions are compared. */
  public static String heldCondition(String status, String reason, String message) {
    return status + " " + reason + " " + message;
  }
}
