package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for. It never changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ChangeSpec {
  private WorkloadRef workloadRef = new WorkloadRef();
  private String datacenter = "";
  private String templateHash = "";
  private String requestedBy = "";
  private String requestedTime = "";
  private @Nullable ChangeType type;
  private List<String> diff = new ArrayList<>();
  private @Nullable String healthyTemplateHash;

  public WorkloadRef getWorkloadRef() {
    return workloadRef;
  }

  public void setWorkloadRef(WorkloadRef workloadRef) {
    this.workloadRef = workloadRef;
  }

  public String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(String datacenter) {
    this.datacenter = datacenter;
  }

  public String getTemplateHash() {
    return templateHash;
  }

  public void setTemplateHash(String templateHash) {
    this.templateHash = templateHash;
  }

  public String getRequestedBy() {
    return requestedBy;
  }

  public void setRequestedBy(String requestedBy) {
    this.requestedBy = requestedBy;
  }

  public String getRequestedTime() {
    return requestedTime;
  }

  public void setRequestedTime(String requestedTime) {
    this.requestedTime = requestedTime;
  }

  public @Nullable ChangeType getType() {
    return type;
  }

  public void setType(@Nullable ChangeType type) {
    this.type = type;
  }

  public List<String> getDiff() {
    return diff;
  }

  public void setDiff(@Nullable List<String> diff) {
    this.diff = diff == null ? new ArrayList<>() : diff;
  }

  /** Hash of the template that ran healthy when this change was asked for; absent if none did. */
  public @Nullable String getHealthyTemplateHash() {
    return healthyTemplateHash;
  }

  public void setHealthyTemplateHash(@Nullable String healthyTemplateHash) {
    this.healthyTemplateHash = healthyTemplateHash;
  }
}
