package dev.rollguard.core.gate;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them: with their zone, with the date when it is another day. */
public final class Moments {
  private static final DateTimeFormatter TODAY =
      DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH);
  private static final DateTimeFormatter TODAY_WITH_SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss z", Locale.ENGLISH);
  private static final DateTimeFormatter ANOTHER_DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);

  /** A ZoneOffset would be written as {@code Z}. */
  private static final ZoneId UTC = ZoneId.of("UTC");

  private Moments() {}

  /** Seconds are shown within the next or last ten minutes, where they matter. */
  public static String format(Instant moment, ZoneId zone, Instant now) {
    var local = moment.atZone(zone.equals(ZoneOffset.UTC) ? UTC : zone);
    if (!local.toLocalDate().equals(now.atZone(zone).toLocalDate())) {
      return ANOTHER_DAY.format(local);
    }
    var away = Math.abs(moment.getEpochSecond() - now.getEpochSecond());
    return (away < 600 && local.getSecond() != 0 ? TODAY_WITH_SECONDS : TODAY).format(local);
  }
}
