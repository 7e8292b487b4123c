package dev.rollguard.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** A random schedule and a moment near which something happens: often a transition of its zone. */
record RandomSchedule(
    ZoneId zone, LocalDateTime moment, List<RandomEntry> open, List<RandomEntry> closed) {
  private static final List<String> ODD_ZONES =
      List.of(
          "Australia/Lord_Howe", // half an hour
          "Africa/Cairo", // the gap is at midnight
          "Pacific/Apia", // has no 2011-12-30
          "America/Sao_Paulo",
          "America/New_York",
          "America/Santiago",
          "Europe/Berlin",
          "Africa/Casablanca", // twice a year around Ramadan
          "Antarctica/Troll", // two hours
          "Pacific/Chatham",
          "Asia/Seoul",
          "Asia/Kathmandu",
          "UTC");
  private static final List<String> ALL_ZONES =
      List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));

  static RandomSchedule of(Random random) {
    ZoneId zone = ZoneId.of(pick(random, random.nextInt(4) == 0 ? ALL_ZONES : ODD_ZONES));
    LocalDateTime moment = moment(random, zone);
    return new RandomSchedule(
        zone,
        moment,
        entries(random, moment, random.nextInt(4)),
        entries(random, moment, random.nextInt(3)));
  }

  Schedule parsed() {
    return Specs.schedule(zone.getId(), texts(open), texts(closed));
  }

  Instant from() {
    return moment.atZone(zone).toInstant().minus(Duration.ofHours(26));
  }

  Instant until() {
    return from().plus(Duration.ofHours(52));
  }

  @Override
  public String toString() {
    return "%s near %s, open %s, closed %s".formatted(zone, moment, texts(open), texts(closed));
  }

  private static LocalDateTime moment(Random random, ZoneId zone) {
    Instant any =
        LocalDate.of(1996 + random.nextInt(40), 1, 1)
            .atStartOfDay()
            .plusMinutes(random.nextInt(365 * 24 * 60))
            .toInstant(ZoneOffset.UTC);
    ZoneRules rules = zone.getRules();
    return switch (random.nextInt(8)) {
      case 0 -> LocalDateTime.ofInstant(any, zone);
      case 1 -> LocalDate.of(2000 + 4 * random.nextInt(9), 2, 29).atTime(random.nextInt(24), 0);
      case 2 ->
          zone.getId().equals("Pacific/Apia")
              ? LocalDateTime.of(2011, 12, 30, 0, 30)
              : transition(rules, any);
      default -> transition(rules, any).plusMinutes(random.nextInt(5) * 15L - 30);
    };
  }

  private static LocalDateTime transition(ZoneRules rules, Instant any) {
    var next = rules.nextTransition(any);
    var found = next == null ? rules.previousTransition(any) : next;
    boolean usable =
        found != null && found.getInstant().isAfter(Instant.parse("1980-01-01T00:00:00Z"));
    return (usable ? found.getDateTimeBefore() : LocalDateTime.ofInstant(any, ZoneOffset.UTC))
        .truncatedTo(ChronoUnit.MINUTES);
  }

  private static List<RandomEntry> entries(Random random, LocalDateTime moment, int count) {
    var all = new ArrayList<RandomEntry>();
    for (int i = 0; i < count; i++) {
      all.add(RandomEntry.near(random, moment));
    }
    return all;
  }

  private static List<ScheduleSpec.Entry> texts(List<RandomEntry> entries) {
    return entries.stream().map(RandomEntry::entry).toList();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
