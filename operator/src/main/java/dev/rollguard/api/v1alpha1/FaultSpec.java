package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What people write in a fault. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What is wrong, where, and how it was resolved.")
public class FaultSpec {
  @JsonPropertyDescription(
      "The datacenter that the fault is in, as in ChangeWindow.spec.datacenter. It "
          + "never changes.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = Rules.LABEL_VALUE, message = Rules.DATACENTER_MESSAGE)
  @ValidationRule(
      value = "self == oldSelf",
      message =
          "datacenter of a Fault never changes; resolve this fault and open one in the "
              + "other datacenter.",
      reason = "FieldValueForbidden")
  private String datacenter = "";

  @JsonPropertyDescription(
      "How bad it is. Critical: users cannot work. Major: users notice. Minor: "
          + "users hardly notice. Compared with gates.faults.minSeverity of each window.")
  @Required
  private @Nullable Severity severity;

  @JsonPropertyDescription(
      "What is wrong, in one line of at most 1024 characters. Shown to everyone "
          + "whose rollout is held by this fault.")
  @Required
  @Size(max = 1024)
  @ValidationRule(
      value = Rules.NOT_BLANK,
      message = "summary must not be blank; say in one sentence what is wrong.")
  @ValidationRule(
      value = Rules.ONE_LINE,
      message =
          "summary must be a single line without tabs and control characters; put the "
              + "details into the resolution or a linked page.")
  private String summary = "";

  @JsonPropertyDescription(
      "When it began, RFC 3339 with an offset, such as 2026-05-21T08:24:00+09:00. "
          + "When absent: the time of creation.")
  @Size(max = 64)
  @ValidationRule(
      value = Rules.INSTANT,
      message =
          "startTime must be a date and time that exists, with seconds and an offset, "
              + "such as 2026-05-21T08:24:00+09:00.")
  private @Nullable String startTime;

  @JsonPropertyDescription(
      "Why it happened and what proves that it is over. Absent: the fault is open. "
          + "Adding it asks to close the fault: it closes when the quiet period has run. "
          + "Removing it opens the fault again.")
  private @Nullable Resolution resolution;

  public String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(String datacenter) {
    this.datacenter = datacenter;
  }

  public @Nullable Severity getSeverity() {
    return severity;
  }

  public void setSeverity(@Nullable Severity severity) {
    this.severity = severity;
  }

  public String getSummary() {
    return summary;
  }

  public void setSummary(String summary) {
    this.summary = summary;
  }

  public @Nullable String getStartTime() {
    return startTime;
  }

  public void setStartTime(@Nullable String startTime) {
    this.startTime = startTime;
  }

  public @Nullable Resolution getResolution() {
    return resolution;
  }

  public void setResolution(@Nullable Resolution resolution) {
    this.resolution = resolution;
  }
}
