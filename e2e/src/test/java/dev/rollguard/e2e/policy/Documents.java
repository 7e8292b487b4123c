package dev.rollguard.e2e.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Windows and faults as people write them. */
final class Documents {
  private Documents() {}

  /** A window of dc1; more lines of its spec, each by itself. */
  static String window(String name, String... more) {
    return """
    apiVersion: rollguard.dev/v1alpha1
    kind: ChangeWindow
    metadata: {name: %s}
    spec:
      datacenter: dc1
      %s
    """
        .formatted(name, String.join("\n  ", more));
  }

  static String mode(String mode) {
    return "enforcement: {mode: %s}".formatted(mode);
  }

  /** Open in the second hour of the year 2030 in Seoul. */
  static String closedForYears() {
    return "schedule: {timeZone: Asia/Seoul, open: [{name: far, from: \"2030-01-01T01:00\","
        + " until: \"2030-01-01T02:00\"}]}";
  }

  /** The API server follows it: open once. */
  static String following(Instant from, Instant until) {
    return window(
        "follows",
        "enforcement: {unattended: FollowSchedule}",
        "schedule: {timeZone: Etc/UTC, open: [{name: once, from: \"%s\", until: \"%s\"}]}"
            .formatted(utc(from), utc(until)));
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  static String fault(String name, String datacenter, String severity) {
    return """
    apiVersion: rollguard.dev/v1alpha1
    kind: Fault
    metadata: {name: %s}
    spec: {datacenter: %s, severity: %s, summary: Something is wrong}
    """
        .formatted(name, datacenter, severity);
  }
}
