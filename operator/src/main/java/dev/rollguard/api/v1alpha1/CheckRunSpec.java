package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be run, or was, and for what. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What is to be run, or was, and for what. It never changes.")
@ValidationRule(
    value = "self == oldSelf",
    message = "spec of a CheckRun never changes; create another one instead.",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = "has(self.changeRef) != has(self.faultRef)",
    message = "a CheckRun must have exactly one of changeRef and faultRef; keep one of " + "them.")
@ValidationRule(
    value = "(self.purpose == 'Verification') == has(self.faultRef)",
    message =
        "faultRef goes with purpose Verification, and changeRef with PreTest and "
            + "Canary; correct the purpose or the reference.",
    fieldPath = ".purpose")
@ValidationRule(
    value = "!has(self.changeRef) || has(self.templateHash)",
    message = "templateHash is required with changeRef; give spec.templateHash of the " + "Change.",
    fieldPath = ".templateHash",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "!has(self.type) || self.type != 'External' || has(self.report)",
    message = "report is required with type External; say what was found.",
    fieldPath = ".report",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "!has(self.report) || (has(self.type) && self.type == 'External')",
    message = "report is only allowed with type External; remove it, or set the type.",
    fieldPath = ".report",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = "!has(self.type) || self.type != 'External' || self.purpose == 'PreTest'",
    message =
        "type External is only for purpose PreTest; canaries and verifications are "
            + "run by the operator.",
    fieldPath = ".type",
    reason = "FieldValueForbidden")
public class CheckRunSpec {
  @JsonPropertyDescription(
      "Who runs the checks. Run: the operator, as the CheckTemplate says. External: "
          + "somebody else did, and reports; needs the right to report checkruns.")
  @Default("Run")
  private @Nullable CheckRunType type;

  @JsonPropertyDescription(
      "What it is evidence for. PreTest: a change, before it is released. Canary: a "
          + "change, while its canary runs; created by the operator only. Verification: "
          + "the resolution of a fault.")
  @Required
  private @Nullable CheckPurpose purpose;

  @JsonPropertyDescription(
      "The name of the CheckTemplate. With type External: of the test that it "
          + "stands for, which need not exist.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = CheckRules.OBJECT_NAME, message = CheckRules.TEMPLATE_MESSAGE)
  private String template = "";

  @JsonPropertyDescription("The values of the arguments, at most 32.")
  @Size(max = 32)
  private List<ArgValue> args = new ArrayList<>();

  @JsonPropertyDescription(
      "The Change that it is evidence for, in the same namespace. Exactly one of "
          + "changeRef and faultRef.")
  private @Nullable ObjectRef changeRef;

  @JsonPropertyDescription("The Fault that it is evidence for.")
  private @Nullable ObjectRef faultRef;

  @JsonPropertyDescription(
      "The pod template that was tested: spec.templateHash of the Change. Evidence "
          + "for another template does not count. Required with changeRef.")
  @Size(max = 64)
  @ValidationRule(value = CheckRules.TEMPLATE_HASH, message = CheckRules.TEMPLATE_HASH_MESSAGE)
  private @Nullable String templateHash;

  @JsonPropertyDescription(
      "Which try of the operator it belongs to, such as one canary. Set by the " + "operator.")
  @Size(max = 64)
  @ValidationRule(value = Rules.ONE_LINE, message = CheckRules.ATTEMPT_MESSAGE)
  private @Nullable String attempt;

  @JsonPropertyDescription("What was found. Required with type External, not allowed otherwise.")
  private @Nullable Report report;

  public @Nullable CheckRunType getType() {
    return type;
  }

  public void setType(@Nullable CheckRunType type) {
    this.type = type;
  }

  public @Nullable CheckPurpose getPurpose() {
    return purpose;
  }

  public void setPurpose(@Nullable CheckPurpose purpose) {
    this.purpose = purpose;
  }

  public String getTemplate() {
    return template;
  }

  public void setTemplate(String template) {
    this.template = template;
  }

  public List<ArgValue> getArgs() {
    return args;
  }

  public void setArgs(@Nullable List<ArgValue> args) {
    this.args = args == null ? new ArrayList<>() : args;
  }

  public @Nullable ObjectRef getChangeRef() {
    return changeRef;
  }

  public void setChangeRef(@Nullable ObjectRef changeRef) {
    this.changeRef = changeRef;
  }

  public @Nullable ObjectRef getFaultRef() {
    return faultRef;
  }

  public void setFaultRef(@Nullable ObjectRef faultRef) {
    this.faultRef = faultRef;
  }

  public @Nullable String getTemplateHash() {
    return templateHash;
  }

  public void setTemplateHash(@Nullable String templateHash) {
    this.templateHash = templateHash;
  }

  public @Nullable String getAttempt() {
    return attempt;
  }

  public void setAttempt(@Nullable String attempt) {
    this.attempt = attempt;
  }

  public @Nullable Report getReport() {
    return report;
  }

  public void setReport(@Nullable Report report) {
    this.report = report;
  }
}
