package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Why the fault happened and what proves that it is over. Adding it asks to close the fault. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.cause)",
    message = "a resolution needs a cause; say why the fault happened.",
    fieldPath = ".cause",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "has(self.evidence)",
    message =
        "a resolution needs evidence; give what proves that the fault is over, such "
            + "as a link to a dashboard.",
    fieldPath = ".evidence",
    reason = "FieldValueRequired")
public class Resolution {
  @JsonPropertyDescription("Why the fault happened. Required, not blank, at most 4096 characters.")
  @Size(max = 4096)
  @ValidationRule(
      value = Rules.NOT_BLANK,
      message = "cause must not be blank; say why the fault happened.")
  private String cause = "";

  @JsonPropertyDescription(
      "What proves that it is over: a link to a dashboard, a query and its result, "
          + "a log line. Required, not blank, at most 4096 characters.")
  @Size(max = 4096)
  @ValidationRule(
      value = Rules.NOT_BLANK,
      message =
          "evidence must not be blank; give what proves that the fault is over, such "
              + "as a link to a dashboard.")
  private String evidence = "";

  public String getCause() {
    return cause;
  }

  public void setCause(String cause) {
    this.cause = cause;
  }

  public String getEvidence() {
    return evidence;
  }

  public void setEvidence(String evidence) {
    this.evidence = evidence;
  }
}
