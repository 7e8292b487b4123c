package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A few pods that run the change first, and the checks that they must pass. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = CheckRules.SOAK_BEFORE_DEADLINE,
    message =
        "deadline must be longer than soak; shorten the soak, or give the canary more " + "time.",
    fieldPath = ".deadline")
public class Canary {
  @JsonPropertyDescription(
      "Clone: the operator runs the requested template as NAME-canary beside the "
          + "held Deployment, with the same labels, so that Services send it traffic, and "
          + "removes it at the end. Existing: a Deployment with the label "
          + "rollguard.dev/canary-for: NAME rolls first; the main one waits until that "
          + "one runs the same images, healthy, soaked and checked.")
  @Default("Clone")
  private @Nullable CanaryMode mode;

  @JsonPropertyDescription(
      "How many pods a clone has: a number from 1 to 100, or a share of the "
          + "Deployment from 1% to 100%, rounded up.")
  @Default("\"1\"")
  @Size(max = 8)
  @ValidationRule(value = CheckRules.REPLICAS, message = CheckRules.REPLICAS_MESSAGE)
  private @Nullable String replicas;

  @JsonPropertyDescription(
      "How long the canary must run healthy, such as 5m. 0s for not at all, at most " + "24h.")
  @Default("5m")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = CheckRules.SOAK_MESSAGE)
  @ValidationRule(value = CheckRules.SOAK_RANGE, message = CheckRules.SOAK_RANGE_MESSAGE)
  private @Nullable String soak;

  @JsonPropertyDescription(
      "The CheckTemplates that are run while it soaks, at most 16. All of them must " + "pass.")
  @Size(max = 16)
  private List<CheckRef> checks = new ArrayList<>();

  @JsonPropertyDescription(
      "When the canary must have passed, counted from its start. Later it has "
          + "failed. Longer than soak, at most 24h.")
  @Default("30m")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = CheckRules.DEADLINE_MESSAGE)
  @ValidationRule(value = CheckRules.DEADLINE_RANGE, message = CheckRules.DEADLINE_RANGE_MESSAGE)
  private @Nullable String deadline;

  @JsonPropertyDescription(
      "What happens to the change when the canary fails. Hold: it stays held until "
          + "somebody asks for another rollout. Revert: the Deployment goes back to its "
          + "last healthy template.")
  @Default("Hold")
  private @Nullable CanaryFailure onFailure;

  public @Nullable CanaryMode getMode() {
    return mode;
  }

  public void setMode(@Nullable CanaryMode mode) {
    this.mode = mode;
  }

  public @Nullable String getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable String replicas) {
    this.replicas = replicas;
  }

  public @Nullable String getSoak() {
    return soak;
  }

  public void setSoak(@Nullable String soak) {
    this.soak = soak;
  }

  public List<CheckRef> getChecks() {
    return checks;
  }

  public void setChecks(@Nullable List<CheckRef> checks) {
    this.checks = checks == null ? new ArrayList<>() : checks;
  }

  public @Nullable String getDeadline() {
    return deadline;
  }

  public void setDeadline(@Nullable String deadline) {
    this.deadline = deadline;
  }

  public @Nullable CanaryFailure getOnFailure() {
    return onFailure;
  }

  public void setOnFailure(@Nullable CanaryFailure onFailure) {
    this.onFailure = onFailure;
  }
}
