package dev.rollguard.core.gate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** An RFC 3339 text's moment; empty for none and for what is not one. */
  public static Optional<Instant> parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** As records keep it: RFC 3339 in UTC, in whole seconds. */
  public static String seconds(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

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
