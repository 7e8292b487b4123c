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

/** What must hold, besides the schedule, before a change is released. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Gates {
  @JsonPropertyDescription(
      "No open fault of the datacenter. Always on; these values say which faults "
          + "count and for how long.")
  @Default("{}")
  private @Nullable FaultGate faults;

  @JsonPropertyDescription(
      "Evidence that must be there for exactly the requested template, at most 16. "
          + "All of it must count at the moment of release.")
  @Size(max = 16)
  private List<PreTest> preTests = new ArrayList<>();

  @JsonPropertyDescription("A few pods that run the change first. When absent: no canary.")
  private @Nullable Canary canary;

  @JsonPropertyDescription(
      "Who must approve which changes, at most 8; all entries that apply to the risk of a "
          + "change must be met. When empty: nobody.")
  @Size(max = 8)
  private List<ApprovalGate> approvals = new ArrayList<>();

  @JsonPropertyDescription("How many changes may be in motion at once. When absent: any number.")
  private @Nullable Concurrency concurrency;

  @JsonPropertyDescription(
      "The datacenters that must have run the same pod template before, at most 8. A "
          + "Deployment is known there by its name; a datacenter that has none of this name "
          + "holds nothing.")
  @Size(max = 8)
  @ValidationRule(
      value = ControlRules.AFTER_DISTINCT,
      message = ControlRules.AFTER_DISTINCT_MESSAGE)
  private List<AfterDatacenter> after = new ArrayList<>();

  public @Nullable FaultGate getFaults() {
    return faults;
  }

  public void setFaults(@Nullable FaultGate faults) {
    this.faults = faults;
  }

  public List<PreTest> getPreTests() {
    return preTests;
  }

  public void setPreTests(@Nullable List<PreTest> preTests) {
    this.preTests = preTests == null ? new ArrayList<>() : preTests;
  }

  public @Nullable Canary getCanary() {
    return canary;
  }

  public void setCanary(@Nullable Canary canary) {
    this.canary = canary;
  }

  public List<ApprovalGate> getApprovals() {
    return approvals;
  }

  public void setApprovals(@Nullable List<ApprovalGate> approvals) {
    this.approvals = approvals == null ? new ArrayList<>() : approvals;
  }

  public @Nullable Concurrency getConcurrency() {
    return concurrency;
  }

  public void setConcurrency(@Nullable Concurrency concurrency) {
    this.concurrency = concurrency;
  }

  public List<AfterDatacenter> getAfter() {
    return after;
  }

  public void setAfter(@Nullable List<AfterDatacenter> after) {
    this.after = after == null ? new ArrayList<>() : after;
  }
}
