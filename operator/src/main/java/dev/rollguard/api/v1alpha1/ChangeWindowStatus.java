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

/** What the operator says about a change window. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What the operator found. Written by the operator only.")
public class ChangeWindowStatus {
  @JsonPropertyDescription("One sentence for people: what is going on, why, and until when.")
  @Size(max = 1024)
  private @Nullable String summary;

  @JsonPropertyDescription(
      "The conditions, one of each type: Ready (the operator acted on this spec), "
          + "Open (changes may roll out now), Enforced (the policies in the cluster are "
          + "in force for this window), and Stalled, only when true (a person must mend "
          + "the spec). A closed window is healthy: Ready=True, Open=False.")
  @Size(max = 16)
  private List<Condition> conditions = new ArrayList<>();

  @JsonPropertyDescription("The metadata.generation of the spec that this status is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription(
      "When the schedule opens next, RFC 3339 in UTC. Absent when it never does "
          + "within five years.")
  private @Nullable String nextOpenTime;

  @JsonPropertyDescription(
      "When the schedule closes next, RFC 3339 in UTC. Absent when it never does "
          + "within five years.")
  private @Nullable String nextCloseTime;

  @JsonPropertyDescription("How many changes this window holds now.")
  @Min(0)
  private @Nullable Integer heldChanges;

  @JsonPropertyDescription(
      "The held changes, one line each: which, by whom, how long, why. At most 50, "
          + "then how many more.")
  @Size(max = 64)
  private List<@Size(max = 2048) String> held = new ArrayList<>();

  @JsonPropertyDescription(
      "The open faults that hold changes of this window, one line each. At most "
          + "50, then how many more.")
  @Size(max = 64)
  private List<@Size(max = 2048) String> openFaults = new ArrayList<>();

  @JsonPropertyDescription(
      "The overrides in force in the datacenter, one line each, at most 50: what they let through, why, and until when.")
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

  public @Nullable String getNextOpenTime() {
    return nextOpenTime;
  }

  public void setNextOpenTime(@Nullable String nextOpenTime) {
    this.nextOpenTime = nextOpenTime;
  }

  public @Nullable String getNextCloseTime() {
    return nextCloseTime;
  }

  public void setNextCloseTime(@Nullable String nextCloseTime) {
    this.nextCloseTime = nextCloseTime;
  }

  public @Nullable Integer getHeldChanges() {
    return heldChanges;
  }

  public void setHeldChanges(@Nullable Integer heldChanges) {
    this.heldChanges = heldChanges;
  }

  public List<String> getHeld() {
    return held;
  }

  public void setHeld(@Nullable List<String> held) {
    this.held = held == null ? new ArrayList<>() : held;
  }

  public List<String> getOpenFaults() {
    return openFaults;
  }

  public void setOpenFaults(@Nullable List<String> openFaults) {
    this.openFaults = openFaults == null ? new ArrayList<>() : openFaults;
  }

  public List<String> getBreakGlasses() {
    return breakGlasses;
  }

  public void setBreakGlasses(@Nullable List<String> breakGlasses) {
    this.breakGlasses = breakGlasses == null ? new ArrayList<>() : breakGlasses;
  }
}
