package dev.rollguard.core.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.model.field.value.FieldValue;
import com.cronutils.parser.CronParser;
import java.time.LocalDate;

/**
 * A cron expression of five fields. cron-utils parses it; the five sets of numbers are evaluated
 * here with bit masks, because cron-utils takes up to milliseconds for one answer.
 *
 * <p>When day of month and day of week are both restricted, a day matches when either does, as in
 * cron and Kubernetes.
 */
final class CronCalendar implements LocalCalendar {
  private static final long DAY = 86_400;
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final long minutes;
  private final long hours;
  private final long days;
  private final long months;
  private final long weekdays;
  private final boolean eitherDay;

  /** Throws IllegalArgumentException with what cron-utils has against it. */
  CronCalendar(String expression) {
    Cron cron = PARSER.parse(expression);
    minutes = bits(cron, CronFieldName.MINUTE, 0, 59);
    hours = bits(cron, CronFieldName.HOUR, 0, 23);
    days = bits(cron, CronFieldName.DAY_OF_MONTH, 1, 31);
    months = bits(cron, CronFieldName.MONTH, 1, 12);
    long week = bits(cron, CronFieldName.DAY_OF_WEEK, 0, 6);
    weekdays = (week | week >>> 7) & 0x7F;
    eitherDay =
        !isStar(field(cron, CronFieldName.DAY_OF_MONTH))
            && !isStar(field(cron, CronFieldName.DAY_OF_WEEK));
  }

  @Override
  public long first(long from, long until) {
    var date = LocalDate.ofEpochDay(Math.floorDiv(from, DAY));
    long second = matches(date) ? firstSecond(Math.floorMod(from, DAY)) : NONE;
    if (second == NONE) {
      long lastDay = Math.floorDiv(until, DAY);
      do {
        date =
            has(months, date.getMonthValue())
                ? date.plusDays(1)
                : date.withDayOfMonth(1).plusMonths(1);
        if (date.toEpochDay() > lastDay) {
          return NONE;
        }
      } while (!matches(date));
      second = firstSecond(0);
    }
    long found = date.toEpochDay() * DAY + second;
    return found <= until ? found : NONE;
  }

  @Override
  public long last(long from, long until) {
    var date = LocalDate.ofEpochDay(Math.floorDiv(until, DAY));
    long second = matches(date) ? lastSecond(Math.floorMod(until, DAY)) : NONE;
    if (second == NONE) {
      long firstDay = Math.floorDiv(from, DAY);
      do {
        date =
            has(months, date.getMonthValue())
                ? date.minusDays(1)
                : date.withDayOfMonth(1).minusDays(1);
        if (date.toEpochDay() < firstDay) {
          return NONE;
        }
      } while (!matches(date));
      second = lastSecond(DAY - 1);
    }
    long found = date.toEpochDay() * DAY + second;
    return found >= from ? found : NONE;
  }

  private boolean matches(LocalDate date) {
    if (!has(months, date.getMonthValue())) {
      return false;
    }
    boolean day = has(days, date.getDayOfMonth());
    boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
    return eitherDay ? day || weekday : day && weekday;
  }

  /** The first second of a matching day at or after the given one. */
  private long firstSecond(long second) {
    long minute = (second + 59) / 60;
    int hour = (int) (minute / 60);
    long rest = has(hours, hour) ? minutes >>> (minute % 60) << (minute % 60) : 0;
    if (rest == 0) {
      long later = hours >>> (hour + 1) << (hour + 1);
      if (later == 0) {
        return NONE;
      }
      hour = Long.numberOfTrailingZeros(later);
      rest = minutes;
    }
    return hour * 3600L + Long.numberOfTrailingZeros(rest) * 60L;
  }

  /** The last second of a matching day at or before the given one. */
  private long lastSecond(long second) {
    long minute = second / 60;
    int hour = (int) (minute / 60);
    long rest = has(hours, hour) ? minutes & upTo(minute % 60) : 0;
    if (rest == 0) {
      long earlier = hours & (upTo(hour) >>> 1);
      if (earlier == 0) {
        return NONE;
      }
      hour = 63 - Long.numberOfLeadingZeros(earlier);
      rest = minutes;
    }
    return hour * 3600L + (63 - Long.numberOfLeadingZeros(rest)) * 60L;
  }

  private static long upTo(long bit) {
    return -1L >>> (63 - bit);
  }

  private static boolean has(long set, int bit) {
    return (set >>> bit & 1) != 0;
  }

  private static FieldExpression field(Cron cron, CronFieldName name) {
    return cron.retrieve(name).getExpression();
  }

  private static boolean isStar(FieldExpression field) {
    return switch (field) {
      case Always _ -> true;
      case Every every ->
          every.getExpression() instanceof Always && every.getPeriod().getValue() == 1;
      default -> false;
    };
  }

  private static long bits(Cron cron, CronFieldName name, int min, int max) {
    return bits(field(cron, name), min, max, 1);
  }

  private static long bits(FieldExpression field, int min, int max, int step) {
    return switch (field) {
      case Always _ -> range(min, max, step);
      case Between between -> range(number(between.getFrom()), number(between.getTo()), step);
      case On on ->
          step == 1 ? 1L << on.getTime().getValue() : range(on.getTime().getValue(), max, step);
      case Every every -> bits(every.getExpression(), min, max, every.getPeriod().getValue());
      case And and -> {
        long all = 0;
        for (FieldExpression part : and.getExpressions()) {
          all |= bits(part, min, max, step);
        }
        yield all;
      }
      default -> throw new IllegalArgumentException(field.asString() + " is not supported");
    };
  }

  private static int number(FieldValue<?> value) {
    if (value.getValue() instanceof Integer number) {
      return number;
    }
    throw new IllegalArgumentException(value + " is not supported");
  }

  private static long range(int from, int to, int step) {
    long set = 0;
    for (int i = from; i <= to; i += step) {
      set |= 1L << i;
    }
    return set;
  }
}
