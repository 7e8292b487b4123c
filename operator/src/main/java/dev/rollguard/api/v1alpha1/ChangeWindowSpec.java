package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What people write in a change window. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What is governed, when it may change, and through which gates.")
@ValidationRule(value = ControlRules.AFTER_OTHERS, message = ControlRules.AFTER_OTHERS_MESSAGE)
public class ChangeWindowSpec {
  @JsonPropertyDescription(
      "The datacenter that this window governs: the value of the label "
          + "rollguard.dev/datacenter on the Deployment, else on its Namespace, else the "
          + "default of the operator. A label value of at most 63 characters. Matched "
          + "exactly.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = Rules.LABEL_VALUE, message = Rules.DATACENTER_MESSAGE)
  private String datacenter = "";

  @JsonPropertyDescription(
      "Which Deployments of the datacenter are governed. When absent: every one "
          + "outside kube-system and the namespace of the operator.")
  private @Nullable Workloads workloads;

  @JsonPropertyDescription(
      "When changes may roll out: the union of the entries in open, minus the "
          + "entries in closed. When absent the window is always open and only the gates "
          + "count. All times are local times of timeZone. A time that a clock change "
          + "skips is shifted forward by the length of the gap; of a time that comes "
          + "twice the earlier one counts. An opening lasts its duration in elapsed "
          + "time, whatever the clocks do meanwhile: its start is inside, its end is "
          + "not. A schedule that the API server admits but the operator cannot read "
          + "gives the condition Stalled=True with reason InvalidSchedule, and the "
          + "window stays closed until the spec is mended.")
  private @Nullable WindowSchedule schedule;

  @JsonPropertyDescription("What a change must pass besides the schedule.")
  @Default("{}")
  private @Nullable Gates gates;

  @JsonPropertyDescription("How strictly the window is enforced, and what happens at its edges.")
  @Default("{}")
  private @Nullable Enforcement enforcement;

  @JsonPropertyDescription(
      "What happens to the changes that this window holds when it is deleted. "
          + "KeepHeld: their Deployments stay paused, are handed over to their owners, "
          + "and an Event says so. Release: they are released. A change that another "
          + "window covers too stays held by that one.")
  @Default("KeepHeld")
  private @Nullable DeletionPolicy deletionPolicy;

  public String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(String datacenter) {
    this.datacenter = datacenter;
  }

  public @Nullable Workloads getWorkloads() {
    return workloads;
  }

  public void setWorkloads(@Nullable Workloads workloads) {
    this.workloads = workloads;
  }

  public @Nullable WindowSchedule getSchedule() {
    return schedule;
  }

  public void setSchedule(@Nullable WindowSchedule schedule) {
    this.schedule = schedule;
  }

  public @Nullable Gates getGates() {
    return gates;
  }

  public void setGates(@Nullable Gates gates) {
    this.gates = gates;
  }

  public @Nullable Enforcement getEnforcement() {
    return enforcement;
  }

  public void setEnforcement(@Nullable Enforcement enforcement) {
    this.enforcement = enforcement;
  }

  public @Nullable DeletionPolicy getDeletionPolicy() {
    return deletionPolicy;
  }

  public void setDeletionPolicy(@Nullable DeletionPolicy deletionPolicy) {
    this.deletionPolicy = deletionPolicy;
  }
}
