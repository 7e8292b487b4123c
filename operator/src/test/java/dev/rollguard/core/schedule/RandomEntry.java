package dev.rollguard.core.schedule;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A random entry, as text and as what it means: {@code fires} tells for a local minute whether an
 * occurrence starts there, {@code minutes} how long it lasts. A one-off span has no {@code fires}.
 */
record RandomEntry(
    ScheduleSpec.Entry entry,
    @Nullable Predicate<LocalDateTime> fires,
    long minutes,
    LocalDateTime from,
    LocalDateTime until) {

  static RandomEntry near(Random random, LocalDateTime moment) {
    return switch (random.nextInt(4)) {
      case 0 -> span(random, moment);
      case 1 -> rule(random, moment);
      default -> cron(random, moment);
    };
  }

  private static RandomEntry span(Random random, LocalDateTime moment) {
    LocalDateTime from = moment.plusMinutes(random.nextInt(8000) - 4000L);
    long length = random.nextBoolean() ? 1 + random.nextInt(120) : 1 + random.nextInt(6000);
    LocalDateTime until = from.plusMinutes(length);
    return new RandomEntry(Specs.span(from.toString(), until.toString()), null, 0, from, until);
  }

  private static RandomEntry cron(Random random, LocalDateTime moment) {
    var minute = RandomField.of(random, 0, 59, moment.getMinute(), 25);
    var hour = RandomField.of(random, 0, 23, moment.getHour(), 30);
    var day = RandomField.of(random, 1, 31, moment.getDayOfMonth(), 75);
    var month = RandomField.ofNames(random, RandomField.MONTHS, 1, moment.getMonthValue(), 85);
    var weekday =
        RandomField.ofNames(
            random, RandomField.WEEKDAYS, 0, moment.getDayOfWeek().getValue() % 7, 60);
    Predicate<LocalDateTime> fires =
        time -> {
          boolean inDay = day.has(time.getDayOfMonth());
          boolean inWeek = weekday.has(time.getDayOfWeek().getValue() % 7);
          return minute.has(time.getMinute())
              && hour.has(time.getHour())
              && month.has(time.getMonthValue())
              && (day.star() || weekday.star() ? inDay && inWeek : inDay || inWeek);
        };
    String text =
        String.join(" ", minute.text(), hour.text(), day.text(), month.text(), weekday.text());
    long minutes = minutes(random);
    return new RandomEntry(
        Specs.cron(text, Durations.format(ofMinutes(minutes))), fires, minutes, moment, moment);
  }

  private static RandomEntry rule(Random random, LocalDateTime moment) {
    LocalDate day = moment.toLocalDate().minusDays(random.nextInt(800));
    LocalTime time =
        LocalTime.of(
            random.nextBoolean() ? moment.getHour() : random.nextInt(24), random.nextInt(60));
    LocalDateTime start = day.atTime(time);
    int interval = 1 + random.nextInt(4);
    var rule = RandomRule.of(random, start, moment, interval);
    LocalDateTime last = moment.plusDays(random.nextInt(20) - 3L).truncatedTo(ChronoUnit.MINUTES);
    boolean limited = random.nextInt(3) == 0;
    String until = limited ? ";UNTIL=" + last.toString().replaceAll("[-:]", "") + "00" : "";
    Predicate<LocalDateTime> fires =
        at ->
            at.toLocalTime().equals(time)
                && !at.isBefore(start)
                && (!limited || !at.isAfter(last))
                && rule.days().test(at.toLocalDate());
    long minutes = minutes(random);
    var entry =
        Specs.rule(rule.text() + until, start.toString(), Durations.format(ofMinutes(minutes)));
    return new RandomEntry(entry, fires, minutes, moment, moment);
  }

  private static long minutes(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(5);
      case 1 -> 60L * (1 + random.nextInt(30));
      default -> 1 + random.nextInt(600);
    };
  }

  private static Duration ofMinutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }
}
