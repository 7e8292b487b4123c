package dev.rollguard.cli;

import dev.rollguard.cli.request.BadArgumentException;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A range of the past. */
final class Span {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      description =
          "From when on: 2026-05-01, 2026-05-01T09:00, RFC 3339, or how long ago, such as 7d.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      defaultValue = "now",
      description = "Until when; default: now.")
  private String to = "now";

  @Mixin private final Zone zone = new Zone();

  record Times(Instant from, Instant until) {}

  Times times(Shell shell) {
    var times = zone.times(shell);
    var range = new Times(times.ago("--from", from), times.ago("--to", to));
    if (!range.from().isBefore(range.until())) {
      throw new BadArgumentException("--to: this time is not after --from; swap the two.");
    }
    return range;
  }

  Zone zone() {
    return zone;
  }
}
