package dev.rollguard.cli;

import dev.rollguard.cli.request.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time zone in which times are read and shown. */
final class Zone {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "Zone of times without one, such as Asia/Seoul; default: this machine's.")
  private @Nullable String name;

  ZoneId id() {
    return name == null ? Times.nameable(ZoneId.systemDefault()) : Times.zone("--time-zone", name);
  }

  Times times(Shell shell) {
    return new Times(shell.clock().instant(), id());
  }

  String show(Instant time) {
    return TIME.format(time.atZone(id()));
  }
}
