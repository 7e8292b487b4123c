package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** One named entry of a schedule: a cron rule, a recurrence rule, or one interval. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class ScheduleEntry {
  private String name = "";
  private @Nullable String cron;
  private @Nullable String rrule;
  private @Nullable String start;
  private @Nullable String from;
  private @Nullable String until;
  private @Nullable String duration;
  private @Nullable String reason;

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public @Nullable String getCron() {
    return cron;
  }

  public void setCron(@Nullable String cron) {
    this.cron = cron;
  }

  public @Nullable String getRrule() {
    return rrule;
  }

  public void setRrule(@Nullable String rrule) {
    this.rrule = rrule;
  }

  public @Nullable String getStart() {
    return start;
  }

  public void setStart(@Nullable String start) {
    this.start = start;
  }

  public @Nullable String getFrom() {
    return from;
  }

  public void setFrom(@Nullable String from) {
    this.from = from;
  }

  public @Nullable String getUntil() {
    return until;
  }

  public void setUntil(@Nullable String until) {
    this.until = until;
  }

  public @Nullable String getDuration() {
    return duration;
  }

  public void setDuration(@Nullable String duration) {
    this.duration = duration;
  }

  public @Nullable String getReason() {
    return reason;
  }

  public void setReason(@Nullable String reason) {
    this.reason = reason;
  }
}
