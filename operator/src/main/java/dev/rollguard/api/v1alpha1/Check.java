package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * One named check of a CheckTemplate: what to ask, how often, and how many bad answers it bears.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "[has(self.prometheus), has(self.http), has(self.job)].filter(given, given).size() == 1",
    message = "a check must have exactly one of prometheus, http and job; keep one of them.")
@ValidationRule(
    value = CheckRules.SHORT_TIMEOUT,
    message =
        "timeout must be at most 5m for prometheus and http; only a job may take up " + "to 1h.",
    fieldPath = ".timeout")
public class Check {
  @JsonPropertyDescription(
      "The name of the check, used in messages. Unique in its list. At most 63 "
          + "lower-case letters, digits and '-'.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = Rules.DNS_LABEL, message = CheckRules.CHECK_NAME_MESSAGE)
  private String name = "";

  @JsonPropertyDescription("Asks a Prometheus server. Exactly one of prometheus, http and job.")
  private @Nullable PrometheusCheck prometheus;

  @JsonPropertyDescription("Asks an HTTP server.")
  private @Nullable HttpCheck http;

  @JsonPropertyDescription("Runs a Job.")
  private @Nullable JobCheck job;

  @JsonPropertyDescription("How long to wait before the first sample, such as 30s. At most 24h.")
  @Default("0s")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = CheckRules.INITIAL_DELAY_MESSAGE)
  @ValidationRule(
      value = CheckRules.INITIAL_DELAY_RANGE,
      message = CheckRules.INITIAL_DELAY_RANGE_MESSAGE)
  private @Nullable String initialDelay;

  @JsonPropertyDescription("How long to wait between two samples. From 1s to 24h.")
  @Default("30s")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = CheckRules.INTERVAL_MESSAGE)
  @ValidationRule(value = CheckRules.INTERVAL_RANGE, message = CheckRules.INTERVAL_RANGE_MESSAGE)
  private @Nullable String interval;

  @JsonPropertyDescription(
      "How many samples to take. When absent: 5; for a job 1; for a comparison, which "
          + "is judged once, after so many intervals, as many as its minSamples.")
  @Min(1)
  @Max(1000)
  private @Nullable Integer count;

  @JsonPropertyDescription(
      "How long one sample may take. From 1s to 5m; for a job to 1h. When absent: 10s; "
          + "for a job 10m.")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = CheckRules.TIMEOUT_MESSAGE)
  @ValidationRule(value = CheckRules.TIMEOUT_RANGE, message = CheckRules.TIMEOUT_RANGE_MESSAGE)
  private @Nullable String timeout;

  @JsonPropertyDescription("How many samples may be bad. With one more the check fails at once.")
  @Default("0")
  @Min(0)
  @Max(1000)
  private @Nullable Integer failureLimit;

  @JsonPropertyDescription(
      "How many samples may be inconclusive, and how many may be without data. With "
          + "one more the check ends at once.")
  @Default("0")
  @Min(0)
  @Max(1000)
  private @Nullable Integer inconclusiveLimit;

  @JsonPropertyDescription(
      "What a sample without data is. Hold: no data, which is never a pass. Fail: a " + "bad one.")
  @Default("Hold")
  private @Nullable NoDataPolicy noData;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public @Nullable PrometheusCheck getPrometheus() {
    return prometheus;
  }

  public void setPrometheus(@Nullable PrometheusCheck prometheus) {
    this.prometheus = prometheus;
  }

  public @Nullable HttpCheck getHttp() {
    return http;
  }

  public void setHttp(@Nullable HttpCheck http) {
    this.http = http;
  }

  public @Nullable JobCheck getJob() {
    return job;
  }

  public void setJob(@Nullable JobCheck job) {
    this.job = job;
  }

  public @Nullable String getInitialDelay() {
    return initialDelay;
  }

  public void setInitialDelay(@Nullable String initialDelay) {
    this.initialDelay = initialDelay;
  }

  public @Nullable String getInterval() {
    return interval;
  }

  public void setInterval(@Nullable String interval) {
    this.interval = interval;
  }

  public @Nullable Integer getCount() {
    return count;
  }

  public void setCount(@Nullable Integer count) {
    this.count = count;
  }

  public @Nullable String getTimeout() {
    return timeout;
  }

  public void setTimeout(@Nullable String timeout) {
    this.timeout = timeout;
  }

  public @Nullable Integer getFailureLimit() {
    return failureLimit;
  }

  public void setFailureLimit(@Nullable Integer failureLimit) {
    this.failureLimit = failureLimit;
  }

  public @Nullable Integer getInconclusiveLimit() {
    return inconclusiveLimit;
  }

  public void setInconclusiveLimit(@Nullable Integer inconclusiveLimit) {
    this.inconclusiveLimit = inconclusiveLimit;
  }

  public @Nullable NoDataPolicy getNoData() {
    return noData;
  }

  public void setNoData(@Nullable NoDataPolicy noData) {
    this.noData = noData;
  }
}
