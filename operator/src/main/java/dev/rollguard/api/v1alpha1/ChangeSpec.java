package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked for. It never changes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What was asked for. It never changes.")
@ValidationRule(
    value = "self == oldSelf",
    message = "spec of a Change never changes; ask for a new rollout instead.",
    reason = "FieldValueForbidden")
public class ChangeSpec {
  @JsonPropertyDescription("The Deployment, in the namespace of this Change.")
  @Required
  private WorkloadRef workloadRef = new WorkloadRef();

  @JsonPropertyDescription("The datacenter of the Deployment when the change was asked for.")
  @Required
  @Size(max = 63)
  private String datacenter = "";

  @JsonPropertyDescription(
      "SHA-256 of the requested pod template in its canonical form, as hexadecimal " + "digits.")
  @Required
  @Size(min = 1, max = 80)
  private String templateHash = "";

  @JsonPropertyDescription("The authenticated user who asked for the rollout.")
  @Required
  @Size(max = 1024)
  private String requestedBy = "";

  @JsonPropertyDescription(
      "The authenticated users who asked for what this change replaced while it was held. "
          + "Parts of theirs may be in it, so they do not approve it. At most 32, the "
          + "latest. Absent when there was nothing to replace.")
  @Size(max = 32)
  private List<@Size(max = 1024) String> alsoRequestedBy = new ArrayList<>();

  @JsonPropertyDescription("When the rollout was asked for, RFC 3339.")
  @Required
  private String requestedTime = "";

  @JsonPropertyDescription(
      "What kind of rollout it is. Create: a new Deployment. Update: a new pod "
          + "template. Restart: the same template, restarted. Rollback: a template that "
          + "was healthy in this Deployment.")
  @Required
  private @Nullable ChangeType type;

  @JsonPropertyDescription(
      "The hash of the template that ran healthy when this change was asked for. "
          + "Absent when none did.")
  @Size(max = 80)
  private @Nullable String healthyTemplateHash;

  @JsonPropertyDescription(
      "What differs from the running template, one line each, such as container "
          + "app: image chat:41 → chat:42. Of environment variables and secrets only "
          + "names, never values. At most 128 lines.")
  @Size(max = 128)
  private List<@Size(max = 1024) String> diff = new ArrayList<>();

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

  public List<String> getAlsoRequestedBy() {
    return alsoRequestedBy;
  }

  public void setAlsoRequestedBy(@Nullable List<String> alsoRequestedBy) {
    this.alsoRequestedBy = alsoRequestedBy == null ? new ArrayList<>() : alsoRequestedBy;
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

  public @Nullable String getHealthyTemplateHash() {
    return healthyTemplateHash;
  }

  public void setHealthyTemplateHash(@Nullable String healthyTemplateHash) {
    this.healthyTemplateHash = healthyTemplateHash;
  }

  public List<String> getDiff() {
    return diff;
  }

  public void setDiff(@Nullable List<String> diff) {
    this.diff = diff == null ? new ArrayList<>() : diff;
  }
}
