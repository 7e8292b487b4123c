package dev.rollguard.core.gate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/** Times of the day on which the third outage happened. */
public final class Seoul {
  private static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
  private static final LocalDate THAT_DAY = LocalDate.parse("2026-05-21");

  /** Half past eight in the morning. */
  public static final Instant NOW = at("08:30");

  private Seoul() {}

  /** {@code 08:30} on that day, or {@code 2026-12-24T00:00}. */
  public static Instant at(String local) {
    var time =
        local.contains("T") ? LocalDateTime.parse(local) : THAT_DAY.atTime(LocalTime.parse(local));
    return time.atZone(ZONE).toInstant();
  }
}
