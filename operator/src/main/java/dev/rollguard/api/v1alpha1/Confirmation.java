package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A second person stands for the override. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Confirmation {
  @JsonPropertyDescription("What the second person saw, in one line of at most 1024 characters.")
  @Required
  @Size(max = 1024)
  @ValidationRule(
      value = Rules.NOT_BLANK,
      message = "comment must not be blank; say why the override is right.")
  @ValidationRule(
      value = Rules.ONE_LINE,
      message = "comment must be a single line without tabs and control characters.")
  private String comment = "";

  public String getComment() {
    return comment;
  }

  public void setComment(String comment) {
    this.comment = comment;
  }
}
