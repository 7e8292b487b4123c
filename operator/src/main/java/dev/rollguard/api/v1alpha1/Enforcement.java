package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** How strictly the window is enforced, and what happens at its edges. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Enforcement {
  @JsonPropertyDescription(
      "What happens to a rollout that may not go now. Hold: the API server admits "
          + "it paused, and the operator releases it when every gate passes; needs "
          + "Kubernetes 1.36 or newer. Deny: the API server refuses the write and says "
          + "why. Warn: the write goes through, the user is warned and the change is "
          + "recorded; for the first weeks.")
  @Default("Hold")
  private @Nullable Mode mode;

  @JsonPropertyDescription(
      "What happens while no operator runs. Hold: every change waits for the "
          + "operator. FollowSchedule: the API server opens and closes by the schedule "
          + "by itself, as far ahead as the status says; it does not where preTests or a "
          + "canary are wanted, since only the operator can judge those.")
  @Default("Hold")
  private @Nullable Unattended unattended;

  @JsonPropertyDescription(
      "What happens to a rollout in motion when a fault opens. Pause: it is paused "
          + "where it is. Rollback: it goes back to the last healthy revision. Continue: "
          + "it goes on.")
  @Default("Pause")
  private @Nullable OnFault onFault;

  @JsonPropertyDescription(
      "What happens to a rollback, that is a change to a template that was healthy "
          + "in the same Deployment. Release: it is released at once, also when the "
          + "window is closed or a fault is open. Gate: it must pass the gates like any "
          + "other change.")
  @Default("Release")
  private @Nullable Rollbacks rollbacks;

  public @Nullable Mode getMode() {
    return mode;
  }

  public void setMode(@Nullable Mode mode) {
    this.mode = mode;
  }

  public @Nullable Unattended getUnattended() {
    return unattended;
  }

  public void setUnattended(@Nullable Unattended unattended) {
    this.unattended = unattended;
  }

  public @Nullable OnFault getOnFault() {
    return onFault;
  }

  public void setOnFault(@Nullable OnFault onFault) {
    this.onFault = onFault;
  }

  public @Nullable Rollbacks getRollbacks() {
    return rollbacks;
  }

  public void setRollbacks(@Nullable Rollbacks rollbacks) {
    this.rollbacks = rollbacks;
  }
}
