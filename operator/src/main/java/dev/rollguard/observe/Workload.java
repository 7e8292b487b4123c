package dev.rollguard.observe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.change.RolloutStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A slim copy of a Deployment: what decisions need and nothing else. The pod template is hashed
 * while it is read and then dropped, as are managed fields and foreign annotations.
 */
@JsonDeserialize(using = JsonDeserializer.None.class)
@Group("apps")
@Version("v1")
@Kind("Deployment")
@Plural("deployments")
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public class Workload implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1L;
  static final String REVISION = "deployment.kubernetes.io/revision";

  private ObjectMeta metadata = new ObjectMeta();
  private WorkloadSpec spec = new WorkloadSpec();
  private WorkloadStatus status = new WorkloadStatus();
  private boolean ownPause;

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  @JsonSetter
  public void setMetadata(@Nullable ObjectMeta full) {
    if (full == null) {
      return;
    }
    // A clone of a slim copy has lost the evidence already; it brings the answer along.
    ownPause = ownPause || OwnPause.claimed(full);
    metadata = slim(full);
  }

  private static ObjectMeta slim(ObjectMeta full) {
    var slim = new ObjectMeta();
    slim.setName(full.getName());
    slim.setNamespace(full.getNamespace());
    slim.setUid(full.getUid());
    slim.setResourceVersion(full.getResourceVersion());
    slim.setGeneration(full.getGeneration());
    slim.setDeletionTimestamp(full.getDeletionTimestamp());
    slim.setLabels(full.getLabels() == null ? Map.of() : Map.copyOf(full.getLabels()));
    var annotations = new HashMap<String, String>();
    if (full.getAnnotations() != null) {
      full.getAnnotations()
          .forEach((key, value) -> {
            if (key.startsWith(Labels.GROUP + "/") || key.equals(REVISION)) {
              annotations.put(key, value);
            }
          });
    }
    slim.setAnnotations(annotations);
    return slim;
  }

  @Override
  public String getApiVersion() {
    return "apps/v1";
  }

  @Override
  public void setApiVersion(@Nullable String version) {
    // always apps/v1
  }

  @Override
  public String getKind() {
    return "Deployment";
  }

  @JsonProperty
  public void setKind(@Nullable String kind) {
    // always Deployment
  }

  public WorkloadSpec getSpec() {
    return spec;
  }

  public void setSpec(@Nullable WorkloadSpec spec) {
    this.spec = spec == null ? new WorkloadSpec() : spec;
  }

  public WorkloadStatus getStatus() {
    return status;
  }

  public void setStatus(@Nullable WorkloadStatus status) {
    this.status = status == null ? new WorkloadStatus() : status;
  }

  /** Whether a user wants it paused: a manager other than us owns the field. */
  public boolean isOwnPause() {
    return ownPause && spec.isPaused();
  }

  public void setOwnPause(boolean ownPause) {
    this.ownPause = ownPause;
  }

  /** Whether it carries the label of a hold. */
  @JsonIgnore
  public boolean isHeld() {
    return metadata.getLabels().containsKey(Labels.HELD);
  }

  /** Whether its rollout had started without being held. */
  @JsonIgnore
  public boolean isUnguarded() {
    return metadata.getAnnotations().containsKey(Labels.UNGUARDED);
  }

  String annotation(String key) {
    return metadata.getAnnotations().getOrDefault(key, "");
  }

  /**
   * Of which Deployment it is the clone; empty when it is none. The label says that it is one, for
   * only the operator can write that; the annotation has the whole name.
   */
  @JsonIgnore
  public String getCanaryOf() {
    return metadata.getLabels().containsKey(Labels.CANARY_OF) ? annotation(Labels.CANARY_OF) : "";
  }

  /** The Deployment whose canary it is by its owner's will; empty when it is none. */
  @JsonIgnore
  public String getCanaryFor() {
    return metadata.getLabels().getOrDefault(Labels.CANARY_FOR, "");
  }

  /** The Change for which it was cloned. */
  @JsonIgnore
  public String getCloneChange() {
    return annotation(Labels.CHANGE);
  }

  @JsonIgnore
  public String getRequestedBy() {
    return annotation(Labels.REQUESTED_BY);
  }

  @JsonIgnore
  public String getRequestedAt() {
    return annotation(Labels.REQUESTED_AT);
  }

  @JsonIgnore
  public RolloutStatus rollout() {
    return new RolloutStatus(
        metadata.getGeneration() == null ? 0 : metadata.getGeneration(),
        status.getObservedGeneration(),
        spec.getReplicas(),
        status.getReplicas(),
        status.getUpdatedReplicas(),
        status.getAvailableReplicas(),
        status.getProgressing(),
        spec.getProgressDeadlineSeconds(),
        status.getRolledOutAt());
  }

  /**
   * Since when all pods that it should have run its template and serve; empty while they do not.
   * Pods that went away after the rollout, and came back, are told by the condition Available only.
   */
  @JsonIgnore
  public Optional<Instant> healthySince() {
    var rollout = rollout();
    return status.getRolledOutAt() > 0
            && rollout.desired() > 0
            && rollout.complete()
            && !spec.isPaused()
        ? Optional.of(
            Instant.ofEpochSecond(Math.max(status.getRolledOutAt(), status.getAvailableAt())))
        : Optional.empty();
  }

  /** Namespace and name. */
  @JsonIgnore
  public String path() {
    return metadata.getNamespace() + "/" + metadata.getName();
  }
}
