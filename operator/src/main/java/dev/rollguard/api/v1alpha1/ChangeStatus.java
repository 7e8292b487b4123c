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

/** How far the change is, and why. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("How far the change is. Written by the operator only.")
public class ChangeStatus {
  @JsonPropertyDescription(
      "Held: waits for its gates. Released: rolls out. Completed: rolled out and "
          + "healthy. Superseded: a later change of the same Deployment took its place. "
          + "Cancelled: taken back before it was released. Failed: released, but not "
          + "healthy in time.")
  private @Nullable ChangeState state;

  @JsonPropertyDescription(
      "The conditions, one of each type: Held (waits for its gates), Completed "
          + "(rolled out and healthy), and Unguarded, only when true (it came in without "
          + "being held, and was paused afterwards).")
  @Size(max = 16)
  private List<Condition> conditions = new ArrayList<>();

  @JsonPropertyDescription("The metadata.generation of the spec that this status is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "One line for each gate in the order in which they are checked, such as "
          + "faults: held, Fault/lb-error (Major) is open.")
  @Size(max = 64)
  private List<@Size(max = 2048) String> gates = new ArrayList<>();

  @JsonPropertyDescription(
      "Why the change is in its state: one CamelCase word, the same as in "
          + "conditions, Events and metrics.")
  @Size(max = 128)
  private @Nullable String reason;

  @JsonPropertyDescription(
      "Why the change is in its state, until when and what to do, in one sentence.")
  @Size(max = 2048)
  private @Nullable String message;

  @JsonPropertyDescription(
      "The names of the change windows that cover the Deployment, at most 256.")
  @Size(max = 256)
  private List<@Size(max = 253) String> windows = new ArrayList<>();

  @JsonPropertyDescription(
      "The deletionPolicy of these windows: KeepHeld when one of them says so. It "
          + "counts when they are deleted while the change is held.")
  private @Nullable DeletionPolicy deletionPolicy;

  @JsonPropertyDescription("The canary of the change, once it has begun.")
  private @Nullable CanaryStatus canary;

  @JsonPropertyDescription(
      "How risky the change is, computed from what differs and from how much it may hit. "
          + "Low, Medium, High or Critical. A rule that fails counts as Critical.")
  private @Nullable Risk risk;

  @JsonPropertyDescription(
      "Why the risk is what it is: one line for each rule that applies, at most 32.")
  @Size(max = 32)
  private List<@Size(max = 512) String> riskReasons = new ArrayList<>();

  @JsonPropertyDescription(
      "When its turn came, RFC 3339 in UTC, where a window lets only so many changes be "
          + "in motion at once. Absent while it waits for its turn.")
  private @Nullable String turnTime;

  @JsonPropertyDescription(
      "When the API server last refused to end the hold, RFC 3339 in UTC. For a minute it "
          + "leaves its turn to others, then it is tried again.")
  private @Nullable String refusedTime;

  @JsonPropertyDescription(
      "The BreakGlass under which it was released; absent when none was needed.")
  @Size(max = 253)
  private @Nullable String breakGlass;

  @JsonPropertyDescription("When the change was released, RFC 3339 in UTC.")
  private @Nullable String releasedTime;

  @JsonPropertyDescription("When the change came to its end, whichever it was, RFC 3339 in UTC.")
  private @Nullable String completedTime;

  @JsonPropertyDescription("How long the change was held, in seconds.")
  @Min(0)
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

  public @Nullable DeletionPolicy getDeletionPolicy() {
    return deletionPolicy;
  }

  public void setDeletionPolicy(@Nullable DeletionPolicy deletionPolicy) {
    this.deletionPolicy = deletionPolicy;
  }

  public @Nullable CanaryStatus getCanary() {
    return canary;
  }

  public void setCanary(@Nullable CanaryStatus canary) {
    this.canary = canary;
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

  public @Nullable Risk getRisk() {
    return risk;
  }

  public void setRisk(@Nullable Risk risk) {
    this.risk = risk;
  }

  public List<String> getRiskReasons() {
    return riskReasons;
  }

  public void setRiskReasons(@Nullable List<String> riskReasons) {
    this.riskReasons = riskReasons == null ? new ArrayList<>() : riskReasons;
  }

  public @Nullable String getTurnTime() {
    return turnTime;
  }

  public void setTurnTime(@Nullable String turnTime) {
    this.turnTime = turnTime;
  }

  public @Nullable String getRefusedTime() {
    return refusedTime;
  }

  public void setRefusedTime(@Nullable String refusedTime) {
    this.refusedTime = refusedTime;
  }

  public @Nullable String getBreakGlass() {
    return breakGlass;
  }

  public void setBreakGlass(@Nullable String breakGlass) {
    this.breakGlass = breakGlass;
  }
}
