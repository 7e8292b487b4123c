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

/** What an approver decided about a change. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What was decided, about which template, by whom. It never changes.")
@ValidationRule(
    value = "self == oldSelf",
    message = "spec of an Approval never changes; create another one instead.",
    reason = "FieldValueForbidden")
public class ApprovalSpec {
  @JsonPropertyDescription("The Change, in the same namespace.")
  @Required
  private ObjectRef changeRef = new ObjectRef();

  @JsonPropertyDescription(
      "The pod template that was looked at: spec.templateHash of the Change. An approval for another template does not count.")
  @Required
  @Size(max = 64)
  @ValidationRule(value = CheckRules.TEMPLATE_HASH, message = CheckRules.TEMPLATE_HASH_MESSAGE)
  private String templateHash = "";

  @JsonPropertyDescription("Approve: it may roll out. Reject: it must not, and ends.")
  @Required
  private @Nullable ApprovalDecision decision;

  @JsonPropertyDescription("Why, in one line of at most 1024 characters.")
  @Size(max = 1024)
  @ValidationRule(
      value = Rules.ONE_LINE,
      message = "comment must be a single line without tabs and control characters.")
  private @Nullable String comment;

  @JsonPropertyDescription(
      "The authenticated user who created it. Written by the API server's policy; what a manifest says is replaced.")
  @Size(max = 1024)
  private @Nullable String approver;

  @JsonPropertyDescription(
      "The groups of that user at that time. Written by the API server's policy; what a manifest says is replaced. At most 1024.")
  @Size(max = 1024)
  private List<@Size(max = 256) String> groups = new ArrayList<>();

  public ObjectRef getChangeRef() {
    return changeRef;
  }

  public void setChangeRef(ObjectRef changeRef) {
    this.changeRef = changeRef;
  }

  public String getTemplateHash() {
    return templateHash;
  }

  public void setTemplateHash(String templateHash) {
    this.templateHash = templateHash;
  }

  public @Nullable ApprovalDecision getDecision() {
    return decision;
  }

  public void setDecision(@Nullable ApprovalDecision decision) {
    this.decision = decision;
  }

  public @Nullable String getComment() {
    return comment;
  }

  public void setComment(@Nullable String comment) {
    this.comment = comment;
  }

  public @Nullable String getApprover() {
    return approver;
  }

  public void setApprover(@Nullable String approver) {
    this.approver = approver;
  }

  public List<String> getGroups() {
    return groups;
  }

  public void setGroups(@Nullable List<String> groups) {
    this.groups = groups == null ? new ArrayList<>() : groups;
  }
}
