package dev.rollguard.core.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Random;
import java.util.function.Predicate;

/** A random RFC 5545 rule without its time of day, as text and as the days that it stands for. */
record RandomRule(String text, Predicate<LocalDate> days) {

  static RandomRule of(Random random, LocalDateTime start, LocalDateTime moment, int interval) {
    LocalDate first = start.toLocalDate();
    String every = ";INTERVAL=" + interval;
    DayOfWeek weekday = moment.getDayOfWeek();
    String code = weekday.name().substring(0, 2);
    int dayOfMonth = moment.getDayOfMonth();
    return switch (random.nextInt(6)) {
      case 0 ->
          new RandomRule(
              "FREQ=DAILY" + every, day -> ChronoUnit.DAYS.between(first, day) % interval == 0);
      case 1 -> {
        LocalDate monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield new RandomRule(
            "FREQ=WEEKLY;BYDAY=" + code + every,
            day ->
                day.getDayOfWeek() == weekday
                    && ChronoUnit.DAYS.between(monday, day) / 7 % interval == 0);
      }
      case 2 ->
          new RandomRule(
              "FREQ=MONTHLY;BYMONTHDAY=" + dayOfMonth + every,
              day -> day.getDayOfMonth() == dayOfMonth && months(first, day) % interval == 0);
      case 3 ->
          new RandomRule(
              "FREQ=MONTHLY;BYDAY=-1" + code + every,
              day -> isLast(day, weekday) && months(first, day) % interval == 0);
      case 4 ->
          new RandomRule(
              "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", day -> day.equals(firstWorkday(day)));
      default ->
          new RandomRule(
              "FREQ=YEARLY;BYMONTH=" + moment.getMonthValue() + ";BYMONTHDAY=" + dayOfMonth,
              day ->
                  day.getMonthValue() == moment.getMonthValue()
                      && day.getDayOfMonth() == dayOfMonth);
    };
  }

  private static long months(LocalDate first, LocalDate day) {
    return ChronoUnit.MONTHS.between(first.withDayOfMonth(1), day.withDayOfMonth(1));
  }

  private static boolean isLast(LocalDate day, DayOfWeek weekday) {
    return day.equals(day.with(TemporalAdjusters.lastInMonth(weekday)));
  }

  private static LocalDate firstWorkday(LocalDate day) {
    LocalDate first = day.withDayOfMonth(1);
    while (first.getDayOfWeek().getValue() > 5) {
      first = first.plusDays(1);
    }
    return first;
  }
}
