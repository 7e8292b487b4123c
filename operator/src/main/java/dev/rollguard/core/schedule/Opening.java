package dev.rollguard.core.schedule;

import java.time.Instant;

/** Open in {@code [from, until)}. */
public record Opening(Instant from, Instant until) {
  public boolean contains(Instant t) {
    return !t.isBefore(from) && t.isBefore(until);
  }
}
