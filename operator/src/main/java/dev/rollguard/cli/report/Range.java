package dev.rollguard.cli.report;

import java.time.Instant;
import java.util.Optional;

/**
 * What a report is about.
 *
 * @param until excluded
 * @param datacenter empty: all
 */
public record Range(Instant from, Instant until, Optional<String> datacenter) {

  /** Whether something that went on in {@code [start, end]} touches it. */
  boolean touches(Instant start, Instant end) {
    return start.isBefore(until) && !end.isBefore(from);
  }

  boolean contains(Instant time) {
    return touches(time, time);
  }

  boolean isIn(String other) {
    return datacenter.isEmpty() || datacenter.get().equals(other);
  }
}
