package dev.rollguard.cli.request;

import dev.rollguard.core.schedule.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as people type them: RFC 3339, a local date and time, a date, or a duration from now. Local
 * times are resolved as those of a schedule are: one that a clock change skips is shifted forward
 * by the gap, of one that comes twice the earlier counts.
 */
public final class Times {
  private static final Pattern OFFSET =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.*(Z|[+-]\\d{2}:\\d{2})");
  private static final Pattern ZONED =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}(?:[T ]\\S+)?)(?: |\\[)([A-Za-z][^\\]]*)\\]?");
  private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d{2}-\\d{2}[T ]\\S+");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DAYS = Pattern.compile("(\\d{1,4})d(.*)");

  private final Instant now;
  private final ZoneId zone;

  /**
   * @param zone of local times that name none
   */
  public Times(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** A moment ahead: a duration is added to now. */
  public Instant ahead(String option, String text) {
    return moment(option, text, 1);
  }

  /** A moment in the past: a duration is taken from now. */
  public Instant ago(String option, String text) {
    return moment(option, text, -1);
  }

  private Instant moment(String option, String text, int direction) {
    var typed = text.strip();
    if (typed.equals("now")) {
      return now;
    }
    try {
      return read(typed).orElseGet(() -> now.plus(duration(option, typed).multipliedBy(direction)));
    } catch (DateTimeException e) {
      throw new BadArgumentException(
          "%s: \"%s\" is no time; write one such as %s, 2026-12-24T18:00, 2026-12-24 or 4h."
              .formatted(option, text, "2026-12-24T18:00:00+09:00"));
    }
  }

  private Optional<Instant> read(String text) {
    if (OFFSET.matcher(text).matches()) {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    }
    if (DATE.matcher(text).matches() || LOCAL.matcher(text).matches() && !text.contains("[")) {
      return Optional.of(local(text, zone));
    }
    var zoned = ZONED.matcher(text);
    return zoned.matches()
        ? Optional.of(local(zoned.group(1), zone("the zone", zoned.group(2))))
        : Optional.empty();
  }

  private static Instant local(String text, ZoneId zone) {
    var local =
        DATE.matcher(text).matches()
            ? LocalDate.parse(text).atStartOfDay()
            : LocalDateTime.parse(text.replace(' ', 'T'));
    return local.atZone(zone).toInstant();
  }

  /** How long, such as {@code 90m} or {@code 7d}. */
  public static Duration duration(String option, String text) {
    try {
      var days = DAYS.matcher(text);
      if (!days.matches()) {
        return Durations.parse(text);
      }
      var whole = Duration.ofDays(Long.parseLong(days.group(1)));
      return days.group(2).isEmpty() ? whole : whole.plus(Durations.parse(days.group(2)));
    } catch (IllegalArgumentException e) {
      throw new BadArgumentException(
          "%s: \"%s\" is neither a time nor a duration; write 2026-12-24T18:00, 2026-12-24T18:00:00+09:00, 4h or 7d."
              .formatted(option, text));
    }
  }

  /** A zone of the IANA database, as schedules name them. */
  public static ZoneId zone(String option, String name) {
    if (!ZoneRulesProvider.getAvailableZoneIds().contains(name)) {
      throw new BadArgumentException(
          "%s: \"%s\" is not an IANA time zone; write one such as Asia/Seoul or UTC."
              .formatted(option, name));
    }
    return ZoneId.of(name);
  }

  /** The machine's zone where it has a name that others know, else UTC. */
  public static ZoneId nameable(ZoneId machine) {
    return ZoneRulesProvider.getAvailableZoneIds().contains(machine.getId())
        ? machine
        : ZoneId.of("UTC");
  }
}
