package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What somebody else found who ran the checks. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class Report {
  @JsonPropertyDescription("Pass, Fail or Inconclusive.")
  @Required
  @ValidationRule(value = CheckRules.REPORTED, message = CheckRules.REPORTED_MESSAGE)
  private @Nullable CheckVerdict verdict;

  @JsonPropertyDescription(
      "What was tested and what came out, in one line of at most 1024 characters.")
  @Required
  @Size(max = 1024)
  @ValidationRule(value = Rules.NOT_BLANK, message = CheckRules.REPORT_BLANK_MESSAGE)
  @ValidationRule(value = Rules.ONE_LINE, message = CheckRules.REPORT_LINE_MESSAGE)
  private String summary = "";

  @JsonPropertyDescription("Where to read more, such as the page of the pipeline.")
  @Size(max = 2048)
  @ValidationRule(value = CheckRules.REPORT_URL, message = CheckRules.REPORT_URL_MESSAGE)
  private @Nullable String url;

  public @Nullable CheckVerdict getVerdict() {
    return verdict;
  }

  public void setVerdict(@Nullable CheckVerdict verdict) {
    this.verdict = verdict;
  }

  public String getSummary() {
    return summary;
  }

  public void setSummary(String summary) {
    this.summary = summary;
  }

  public @Nullable String getUrl() {
    return url;
  }

  public void setUrl(@Nullable String url) {
    this.url = url;
  }
}
