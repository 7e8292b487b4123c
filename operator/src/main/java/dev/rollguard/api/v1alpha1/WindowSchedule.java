package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When changes are allowed: openings minus freezes, as local times of one time zone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.timeZone)",
    message =
        "timeZone is required in a schedule; give an IANA name such as Asia/Seoul or " + "UTC.",
    fieldPath = ".timeZone",
    reason = "FieldValueRequired")
public class WindowSchedule {
  @JsonPropertyDescription(
      "The time zone of every time in this schedule: a name of the IANA time zone "
          + "database, such as Asia/Seoul, Europe/Berlin or UTC. Required. Offsets such "
          + "as +09:00 are not names.")
  @Size(max = 64)
  @ValidationRule(value = Rules.ZONE, message = Rules.ZONE_MESSAGE)
  private String timeZone = "";

  @JsonPropertyDescription(
      "When changes may roll out: the union of all entries, at most 64. When "
          + "absent: always, except for the freezes in closed.")
  @Size(max = 64)
  @ValidationRule(
      value = "self.size() > 0",
      message =
          "open has no entry; add one, or leave open out to be open at all times but "
              + "the freezes.")
  private List<ScheduleEntry> open = new ArrayList<>();

  @JsonPropertyDescription(
      "Freezes: when changes may not roll out, at most 64. A freeze always beats "
          + "an opening. A freeze in the future closes nothing today.")
  @Size(max = 64)
  private List<ScheduleEntry> closed = new ArrayList<>();

  public String getTimeZone() {
    return timeZone;
  }

  public void setTimeZone(String timeZone) {
    this.timeZone = timeZone;
  }

  public List<ScheduleEntry> getOpen() {
    return open;
  }

  public void setOpen(@Nullable List<ScheduleEntry> open) {
    this.open = open == null ? new ArrayList<>() : open;
  }

  public List<ScheduleEntry> getClosed() {
    return closed;
  }

  public void setClosed(@Nullable List<ScheduleEntry> closed) {
    this.closed = closed == null ? new ArrayList<>() : closed;
  }
}
