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

/** How far the override is, and what passed under it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("How far it is, and what passed under it. Written by the operator only.")
public class BreakGlassStatus {
  @JsonPropertyDescription(
      "Unconfirmed: in force, lapses unless a second person confirms it. Active: in force and confirmed. Expired: it was confirmed, and its time is over. Lapsed: it ended, and nobody else had confirmed it.")
  private @Nullable BreakGlassState state;

  @JsonPropertyDescription("One sentence for people: what is let through, why, and until when.")
  @Size(max = 1024)
  private @Nullable String summary;

  @JsonPropertyDescription(
      "The conditions, one of each type: Active (it is in force) and Ready (the operator acted on this spec).")
  @Size(max = 16)
  private List<Condition> conditions = new ArrayList<>();

  @JsonPropertyDescription("The metadata.generation of the spec that this status is about.")
  @Min(0)
  private @Nullable Long observedGeneration;

  @JsonPropertyDescription("The datacenter that it is about; with changeRef that of the Change.")
  @Size(max = 63)
  private @Nullable String datacenter;

  @JsonPropertyDescription("The authenticated user who created it.")
  @Size(max = 1024)
  private @Nullable String openedBy;

  @JsonPropertyDescription("The authenticated user who confirmed it.")
  @Size(max = 1024)
  private @Nullable String confirmedBy;

  @JsonPropertyDescription("Until when it is in force as things stand, RFC 3339 in UTC.")
  private @Nullable String activeUntil;

  @JsonPropertyDescription(
      "Everything that passed under it, one line each, at most 1000 lines: namespace and Deployment, what differs, who asked, when.")
  @Size(max = 1001)
  private List<@Size(max = 512) String> released = new ArrayList<>();

  @JsonPropertyDescription("How many changes passed under it.")
  @Min(0)
  private @Nullable Integer releasedChanges;

  public @Nullable BreakGlassState getState() {
    return state;
  }

  public void setState(@Nullable BreakGlassState state) {
    this.state = state;
  }

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

  public @Nullable String getConfirmedBy() {
    return confirmedBy;
  }

  public void setConfirmedBy(@Nullable String confirmedBy) {
    this.confirmedBy = confirmedBy;
  }

  public @Nullable String getActiveUntil() {
    return activeUntil;
  }

  public void setActiveUntil(@Nullable String activeUntil) {
    this.activeUntil = activeUntil;
  }

  public List<String> getReleased() {
    return released;
  }

  public void setReleased(@Nullable List<String> released) {
    this.released = released == null ? new ArrayList<>() : released;
  }

  public @Nullable Integer getReleasedChanges() {
    return releasedChanges;
  }

  public void setReleasedChanges(@Nullable Integer releasedChanges) {
    this.releasedChanges = releasedChanges;
  }

  public @Nullable String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(@Nullable String datacenter) {
    this.datacenter = datacenter;
  }
}
