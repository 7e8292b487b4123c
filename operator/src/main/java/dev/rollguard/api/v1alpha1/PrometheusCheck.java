package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Asks a Prometheus server, and judges the values. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.address) != has(self.provider)",
    message =
        "a prometheus check must have exactly one of address and provider; keep one " + "of them.")
@ValidationRule(
    value = "has(self.pass) != has(self.compare)",
    message =
        "a prometheus check must have exactly one of pass and compare; keep one of " + "them.")
@ValidationRule(
    value = "!has(self.fail) || has(self.pass)",
    message =
        "fail is only allowed with pass; remove it, or say in pass when a sample is " + "good.",
    fieldPath = ".fail",
    reason = "FieldValueForbidden")
public class PrometheusCheck {
  @JsonPropertyDescription(
      "The address of the server, such as http://prometheus.monitoring:9090. "
          + "Exactly one of address and provider.")
  @Size(max = 1024)
  @ValidationRule(value = CheckRules.ADDRESS, message = CheckRules.ADDRESS_MESSAGE)
  private @Nullable String address;

  @JsonPropertyDescription(
      "The name of a provider in the value checks.providers of the chart, with its "
          + "address, credentials and CA.")
  @Size(max = 63)
  @ValidationRule(value = Rules.DNS_LABEL, message = CheckRules.PROVIDER_MESSAGE)
  private @Nullable String provider;

  @JsonPropertyDescription(
      "The PromQL query. ${name} stands for an argument, $${ for ${ itself. NaN and "
          + "an empty result are no data, never zero.")
  @Required
  @Size(max = 4096)
  @ValidationRule(value = Rules.NOT_BLANK, message = CheckRules.QUERY_MESSAGE)
  private String query = "";

  @JsonPropertyDescription(
      "When a sample is good, as an expression in CEL over value (a number; there "
          + "must be exactly one series) or values (the numbers of all series), such as "
          + "value < 0.01. Exactly one of pass and compare.")
  @Size(max = 1024)
  @ValidationRule(value = Rules.NOT_BLANK, message = CheckRules.PASS_MESSAGE)
  private @Nullable String pass;

  @JsonPropertyDescription(
      "When a sample is bad, likewise. When absent: whenever it is not good. When "
          + "given, a sample that is neither is inconclusive.")
  @Size(max = 1024)
  @ValidationRule(value = Rules.NOT_BLANK, message = CheckRules.FAIL_MESSAGE)
  private @Nullable String fail;

  @JsonPropertyDescription(
      "Compares with a baseline instead: bad when both a rank test and the size of "
          + "the effect say so.")
  private @Nullable Comparison compare;

  public @Nullable String getAddress() {
    return address;
  }

  public void setAddress(@Nullable String address) {
    this.address = address;
  }

  public @Nullable String getProvider() {
    return provider;
  }

  public void setProvider(@Nullable String provider) {
    this.provider = provider;
  }

  public String getQuery() {
    return query;
  }

  public void setQuery(String query) {
    this.query = query;
  }

  public @Nullable String getPass() {
    return pass;
  }

  public void setPass(@Nullable String pass) {
    this.pass = pass;
  }

  public @Nullable String getFail() {
    return fail;
  }

  public void setFail(@Nullable String fail) {
    this.fail = fail;
  }

  public @Nullable Comparison getCompare() {
    return compare;
  }

  public void setCompare(@Nullable Comparison compare) {
    this.compare = compare;
  }
}
