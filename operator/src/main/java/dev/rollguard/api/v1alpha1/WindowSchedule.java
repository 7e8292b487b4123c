package dev.rollguard.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When changes are allowed: openings minus freezes, as local times of one time zone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class WindowSchedule {
  private String timeZone = "";
  private List<ScheduleEntry> open = new ArrayList<>();
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
