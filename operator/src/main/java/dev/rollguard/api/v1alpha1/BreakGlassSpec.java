package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What is let through, why, and until when. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription(
    "What is let through, why, and until when. It never changes, but a second person confirms it.")
@ValidationRule(
    value = "has(self.datacenter) != has(self.changeRef)",
    message = "a BreakGlass must have exactly one of datacenter and changeRef; keep one of them.")
@ValidationRule(
    value =
        "(has(self.datacenter) ? self.datacenter : '') == (has(oldSelf.datacenter) ? oldSelf.datacenter : '') && has(self.changeRef) == has(oldSelf.changeRef) && (!has(self.changeRef) || self.changeRef == oldSelf.changeRef) && self.reason == oldSelf.reason && has(self.until) == has(oldSelf.until) && (!has(self.until) || self.until == oldSelf.until)",
    message =
        "spec of a BreakGlass never changes but for its confirmation; create another one instead.",
    reason = "FieldValueForbidden")
@ValidationRule(
    value =
        "!has(oldSelf.confirmation) || (has(self.confirmation) && self.confirmation == oldSelf.confirmation)",
    message = "a confirmation stays as it was given.",
    reason = "FieldValueForbidden")
public class BreakGlassSpec {
  @JsonPropertyDescription(
      "The datacenter whose changes are let through. Exactly one of datacenter and changeRef.")
  @Size(max = 63)
  @ValidationRule(value = Rules.LABEL_VALUE, message = Rules.DATACENTER_MESSAGE)
  private @Nullable String datacenter;

  @JsonPropertyDescription("The one Change that is let through.")
  private @Nullable ChangeRef changeRef;

  @JsonPropertyDescription(
      "Why, in one line of at most 1024 characters. Shown wherever the override is.")
  @Required
  @Size(max = 1024)
  @ValidationRule(
      value = Rules.NOT_BLANK,
      message = "reason must not be blank; say why the gates must be overridden.")
  @ValidationRule(
      value = Rules.ONE_LINE,
      message = "reason must be a single line without tabs and control characters.")
  private String reason = "";

  @JsonPropertyDescription(
      "When it ends, RFC 3339 with an offset, such as 2026-05-21T10:00:00+09:00. At most two hours after its creation, or what the chart allows. When absent: as late as allowed.")
  @Size(max = 64)
  @ValidationRule(
      value = Rules.INSTANT,
      message =
          "until must be a date and time that exists, with seconds and an offset, such as 2026-05-21T10:00:00+09:00.")
  private @Nullable String until;

  @JsonPropertyDescription(
      "The word of a second person. Without it the override lapses after 15 minutes, or what the chart says.")
  private @Nullable Confirmation confirmation;

  public @Nullable String getDatacenter() {
    return datacenter;
  }

  public void setDatacenter(@Nullable String datacenter) {
    this.datacenter = datacenter;
  }

  public @Nullable ChangeRef getChangeRef() {
    return changeRef;
  }

  public void setChangeRef(@Nullable ChangeRef changeRef) {
    this.changeRef = changeRef;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public @Nullable String getUntil() {
    return until;
  }

  public void setUntil(@Nullable String until) {
    this.until = until;
  }

  public @Nullable Confirmation getConfirmation() {
    return confirmation;
  }

  public void setConfirmation(@Nullable Confirmation confirmation) {
    this.confirmation = confirmation;
  }
}
