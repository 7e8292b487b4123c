package dev.rollguard.cli.request;

import dev.rollguard.api.v1alpha1.ChangeWindow;
import dev.rollguard.api.v1alpha1.DeletionPolicy;
import dev.rollguard.api.v1alpha1.ScheduleEntry;
import dev.rollguard.api.v1alpha1.WindowSchedule;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The window that is a freeze: nothing but a closed entry, for the whole datacenter. When it is
 * deleted, what it held is handed to the other windows or released.
 */
public final class Freezes {
  private static final String ENTRY = "freeze";
  private static final int MAX_REASON = 256;

  /** The last year that the schema takes. */
  static final LocalDateTime FOR_GOOD = LocalDateTime.of(2199, 12, 31, 23, 59);

  private Freezes() {}

  /**
   * What was asked for.
   *
   * @param until empty: until somebody thaws it
   */
  public record Order(
      String datacenter, String reason, Instant from, Optional<Instant> until, ZoneId zone) {}

  public static String name(String datacenter) {
    return Names.of("freeze-", datacenter);
  }

  public static ChangeWindow window(Order order) {
    check(order);
    var window = new ChangeWindow();
    window.setMetadata(new ObjectMetaBuilder().withName(name(order.datacenter())).build());
    window.getSpec().setDatacenter(order.datacenter());
    window.getSpec().setSchedule(schedule(order));
    window.getSpec().setDeletionPolicy(DeletionPolicy.Release);
    return window;
  }

  /** The same freeze with another reason and end; it goes on from where it began. */
  public static ChangeWindow renewed(ChangeWindow present, Order order) {
    var begun = begin(present).filter(b -> b.isBefore(order.from())).orElse(order.from());
    var renewed =
        window(new Order(order.datacenter(), order.reason(), begun, order.until(), order.zone()));
    renewed.setMetadata(present.getMetadata());
    return renewed;
  }

  /** Whether a window of that name is what {@link #window} makes, and not somebody's own. */
  public static boolean isFreeze(ChangeWindow window) {
    var schedule = window.getSpec().getSchedule();
    return schedule != null
        && schedule.getOpen().isEmpty()
        && schedule.getClosed().size() == 1
        && ENTRY.equals(schedule.getClosed().getFirst().getName())
        && window.getSpec().getWorkloads() == null;
  }

  /** Why the freeze is there; empty for a window that is none. */
  public static String reason(ChangeWindow window) {
    var entry = closed(window);
    return entry == null || entry.getReason() == null ? "" : entry.getReason();
  }

  private static void check(Order order) {
    if (order.until().filter(u -> !u.isAfter(order.from())).isPresent()) {
      throw new BadArgumentException("--until: this time is past; give a later one.");
    }
  }

  private static WindowSchedule schedule(Order order) {
    var zone = zone(order);
    var entry = new ScheduleEntry();
    entry.setName(ENTRY);
    entry.setFrom(local(order.from().truncatedTo(ChronoUnit.MINUTES), zone));
    entry.setUntil(order.until().map(u -> local(u, zone)).orElse(FOR_GOOD.toString()));
    entry.setReason(Sentences.line("--reason", order.reason(), MAX_REASON));
    var schedule = new WindowSchedule();
    schedule.setTimeZone(zone.getId());
    schedule.setClosed(List.of(entry));
    return schedule;
  }

  /** A schedule has local times; an hour that comes twice can be told in UTC only. */
  private static ZoneId zone(Order order) {
    var told =
        order.until().stream()
            .allMatch(u ->
                u.atZone(order.zone())
                    .toLocalDateTime()
                    .atZone(order.zone())
                    .toInstant()
                    .equals(u));
    return told ? order.zone() : ZoneId.of("UTC");
  }

  private static String local(Instant time, ZoneId zone) {
    return LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static ZoneId zone(ChangeWindow window) {
    var schedule = window.getSpec().getSchedule();
    return ZoneId.of(schedule == null ? "UTC" : schedule.getTimeZone());
  }

  private static Optional<Instant> begin(ChangeWindow window) {
    return Optional.ofNullable(closed(window))
        .map(ScheduleEntry::getFrom)
        .map(from -> LocalDateTime.parse(from).atZone(zone(window)).toInstant());
  }

  private static @Nullable ScheduleEntry closed(ChangeWindow window) {
    var schedule = window.getSpec().getSchedule();
    return schedule == null || schedule.getClosed().isEmpty()
        ? null
        : schedule.getClosed().getFirst();
  }
}
