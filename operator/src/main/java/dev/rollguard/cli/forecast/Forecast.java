package dev.rollguard.cli.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rollout that is asked for at a time would meet.
 *
 * @param datacenter empty when none governs it
 * @param time when it is asked for, RFC 3339
 * @param free whether it would roll out at once
 * @param refused whether it would not even be accepted: a window in mode Deny says no
 * @param reason one CamelCase word
 * @param message one line: what, why, until when, what to do
 * @param until when the answer may change by itself, RFC 3339; absent when nobody knows
 * @param gates what each gate of each window says
 * @param warnings what windows in mode Warn would say
 * @param assumes what was not known and had to be assumed
 * @param zone of the times in messages
 */
public record Forecast(
    String namespace,
    String deployment,
    String datacenter,
    String time,
    boolean free,
    boolean refused,
    String reason,
    String message,
    @Nullable String until,
    List<GateView> gates,
    List<String> warnings,
    List<String> assumes,
    String zone) {

  /**
   * One gate of one window.
   *
   * @param verdict {@code passed}, {@code exempt}, {@code held} or {@code rejected}
   */
  public record GateView(String window, String gate, String verdict, String message) {}
}
