package dev.rollguard.observe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.core.change.PodTemplate;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The part of {@code Deployment.spec} that decisions need. */
@JsonIgnoreProperties(ignoreUnknown = true)
public class WorkloadSpec implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_DEADLINE = 600;

  private int replicas = 1;
  private int progressDeadlineSeconds = DEFAULT_DEADLINE;
  private boolean paused;
  private String templateHash = "";
  private String imagesHash = "";

  public int getReplicas() {
    return replicas;
  }

  public void setReplicas(@Nullable Integer replicas) {
    this.replicas = replicas == null ? 1 : replicas;
  }

  /** For how long a rollout may make no progress. */
  public int getProgressDeadlineSeconds() {
    return progressDeadlineSeconds;
  }

  public void setProgressDeadlineSeconds(@Nullable Integer seconds) {
    this.progressDeadlineSeconds = seconds == null ? DEFAULT_DEADLINE : seconds;
  }

  public boolean isPaused() {
    return paused;
  }

  public void setPaused(@Nullable Boolean paused) {
    this.paused = paused != null && paused;
  }

  /** Read from the API server's {@code template}; carried along by clones. */
  public String getTemplateHash() {
    return templateHash;
  }

  public void setTemplateHash(String templateHash) {
    this.templateHash = templateHash;
  }

  /** The same for Deployments whose containers run the same images; carried along by clones. */
  public String getImagesHash() {
    return imagesHash;
  }

  public void setImagesHash(String imagesHash) {
    this.imagesHash = imagesHash;
  }

  @JsonSetter("template")
  public void hashTemplate(@Nullable JsonNode template) {
    if (template != null) {
      var pods = PodTemplate.of(template);
      templateHash = pods.hash();
      imagesHash = pods.imagesHash();
    }
  }
}
