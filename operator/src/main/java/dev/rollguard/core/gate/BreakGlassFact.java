package dev.rollguard.core.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * An override in an emergency.
 *
 * @param datacenter whose changes it lets through; empty when it names one Change
 * @param change namespace and name of the one Change, as {@code namespace/name}; empty when it
 *     names a datacenter
 * @param openedBy the authenticated user who created it; empty when nobody stamped it
 * @param confirmedBy the second person, if that is really another one
 * @param until when it ends, confirmed
 * @param confirmUntil when it lapses, unconfirmed
 */
public record BreakGlassFact(
    String name,
    String datacenter,
    String change,
    String reason,
    String openedBy,
    Optional<String> confirmedBy,
    Instant createdTime,
    Instant until,
    Instant confirmUntil) {

  private static final int MAX_REASON_BYTES = 256;

  /** Until when it is in force as things stand. */
  public Instant activeUntil() {
    return confirmedBy.isPresent() || until.isBefore(confirmUntil) ? until : confirmUntil;
  }

  public boolean activeAt(Instant now) {
    return now.isBefore(activeUntil());
  }

  /** Whether it lets this very change through, while it is in force. */
  public boolean names(String inDatacenter, String changePath) {
    return change.isEmpty()
        ? !datacenter.isEmpty() && datacenter.equals(inDatacenter)
        : change.equals(changePath);
  }

  /** One line for the status of what it overrides. */
  public String line(ZoneId zone, Instant now) {
    return "%s: lets %s through until %s, by %s, %s: %s"
        .formatted(
            name,
            change.isEmpty() ? "every change" : "Change/" + change,
            Moments.format(activeUntil(), zone, now),
            openedBy.isEmpty() ? "unknown" : openedBy,
            confirmedBy.map(by -> "confirmed by " + by).orElse("not confirmed"),
            Texts.line(reason, MAX_REASON_BYTES));
  }

  /** As it stands in messages. */
  public String title() {
    return "BreakGlass/" + name;
  }

  /** The latest end that is allowed, and the latest confirmation. */
  public record Limits(Duration longest, Duration confirmWithin) {
    public static final Limits DEFAULT = new Limits(Duration.ofHours(2), Duration.ofMinutes(15));
  }
}
