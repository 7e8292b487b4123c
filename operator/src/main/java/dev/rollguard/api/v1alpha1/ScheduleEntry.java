package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One named entry of a schedule: a cron rule, a recurrence rule, or one interval. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "[has(self.cron), has(self.rrule), has(self.from)].filter(given, " + "given).size() == 1",
    message = "an entry must have exactly one of cron, rrule and from; keep one of them.")
@ValidationRule(
    value = "!has(self.from) || has(self.until)",
    message =
        "until is required with from; give the local date and time at which the "
            + "interval ends.",
    fieldPath = ".until",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "!has(self.until) || has(self.from)",
    message =
        "until is only allowed with from; with cron and rrule use duration, and "
            + "UNTIL inside rrule for its last date.",
    fieldPath = ".until",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = Rules.FROM_BEFORE_UNTIL,
    message = "until must be later than from; swap the two, or correct the dates.",
    fieldPath = ".until")
@ValidationRule(
    value = "has(self.from) || has(self.duration)",
    message =
        "duration is required with cron and rrule; say how long it lasts, such as 6h "
            + "or 1h30m.",
    fieldPath = ".duration",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "!has(self.from) || !has(self.duration)",
    message =
        "duration is not allowed with from; from and until already say how long the "
            + "interval is.",
    fieldPath = ".duration",
    reason = "FieldValueForbidden")
@ValidationRule(
    value = "!has(self.rrule) || has(self.start)",
    message =
        "start is required with rrule; give its first local date and time, such as "
            + "2026-01-06T14:00.",
    fieldPath = ".start",
    reason = "FieldValueRequired")
@ValidationRule(
    value = "!has(self.start) || has(self.rrule)",
    message =
        "start is only allowed with rrule; remove it, or use from and until for a "
            + "single interval.",
    fieldPath = ".start",
    reason = "FieldValueForbidden")
public class ScheduleEntry {
  @JsonPropertyDescription(
      "The name of the entry, used in messages. Unique in its list. At most 63 "
          + "lower-case letters, digits and '-'.")
  @Required
  @Size(max = 63)
  @ValidationRule(value = Rules.DNS_LABEL, message = Rules.NAME_MESSAGE)
  private String name = "";

  @JsonPropertyDescription(
      "When each interval starts, as five fields: minute (0-59), hour (0-23), day "
          + "of month (1-31), month (1-12 or JAN-DEC), day of week (0-7 or SUN-SAT, 0 "
          + "and 7 are Sunday). Each field is * or a list of numbers, ranges and steps, "
          + "as in crontab(5); when day of month and day of week are both given, either "
          + "is enough. Needs duration. Example: 0 22 * * MON-THU.")
  @Size(max = 128)
  @ValidationRule(value = Rules.CRON, message = Rules.CRON_MESSAGE)
  @ValidationRule(value = Rules.CRON_DAY_COMES, message = Rules.CRON_DAY_COMES_MESSAGE)
  private @Nullable String cron;

  @JsonPropertyDescription(
      "When each interval starts, as a recurrence rule of RFC 5545 without the "
          + "prefix RRULE:. FREQ is YEARLY, MONTHLY, WEEKLY or DAILY; UNTIL is a local "
          + "time, without Z. Needs start and duration. Example: "
          + "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU.")
  @Size(max = 256)
  @ValidationRule(value = Rules.RRULE, message = Rules.RRULE_MESSAGE)
  @ValidationRule(
      value = "!self.matches('UNTIL=[0-9T]+Z')",
      message =
          "rrule must have UNTIL as a local time, without the Z, such as "
              + "UNTIL=20261231T235959.")
  private @Nullable String rrule;

  @JsonPropertyDescription(
      "The first local date and time of rrule (its DTSTART); intervals are counted "
          + "from here. Required with rrule, not allowed otherwise. Example: "
          + "2026-01-06T14:00.")
  @Size(max = 64)
  @ValidationRule(value = Rules.LOCAL_TIME, message = Rules.START_MESSAGE)
  private @Nullable String start;

  @JsonPropertyDescription(
      "The local date and time at which one single interval begins, included. "
          + "Needs until. Example: 2026-12-24T00:00.")
  @Size(max = 64)
  @ValidationRule(value = Rules.LOCAL_TIME, message = Rules.FROM_MESSAGE)
  private @Nullable String from;

  @JsonPropertyDescription(
      "The local date and time at which one single interval ends, excluded. Must "
          + "be later than from. Example: 2027-01-02T09:00.")
  @Size(max = 64)
  @ValidationRule(value = Rules.LOCAL_TIME, message = Rules.UNTIL_MESSAGE)
  private @Nullable String until;

  @JsonPropertyDescription(
      "How long each opening (or freeze) of cron or rrule lasts, in elapsed time: "
          + "hours, minutes and seconds in this order, such as 6h or 1h30m. More than 0s "
          + "and at most 8784h (366 days). Required with cron and rrule, not allowed "
          + "with from.")
  @Size(max = 64)
  @ValidationRule(value = Rules.DURATION, message = Rules.DURATION_MESSAGE)
  @ValidationRule(value = Rules.DURATION_RANGE, message = Rules.DURATION_RANGE_MESSAGE)
  private @Nullable String duration;

  @JsonPropertyDescription(
      "Why the entry is there, in one line of at most 256 characters. Shown in "
          + "messages, above all for freezes.")
  @Size(max = 256)
  @ValidationRule(value = Rules.ONE_LINE, message = Rules.REASON_MESSAGE)
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
