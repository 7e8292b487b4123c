package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says about a change window. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ChangeWindowStatus {
  private @Nullable String summary;
  private List<Condition> conditions = new ArrayList<>();
  private @Nullable Long observedGeneration;
  private @Nullable String nextOpenTime;
  private @Nullable String nextCloseTime;
  private @Nullable Integer heldChanges;
  private List<String> held = new ArrayList<>();
  private List<String> openFaults = new ArrayList<>();

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
}
