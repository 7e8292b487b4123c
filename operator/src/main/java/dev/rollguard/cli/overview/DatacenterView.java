package dev.rollguard.cli.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One datacenter.
 *
 * @param open whether an ordinary change would pass freezes, schedules and faults now
 * @param reason why not, one CamelCase word
 * @param message the same, one sentence
 * @param until when that may change by itself, RFC 3339; absent when nobody knows
 * @param held how many changes wait
 * @param inMotion how many roll out, or are being tried
 * @param zone of the times in messages
 */
public record DatacenterView(
    String name,
    boolean open,
    @Nullable String reason,
    String message,
    @Nullable String until,
    List<WindowView> windows,
    List<FaultView> faults,
    List<OverrideView> overrides,
    int held,
    int inMotion,
    List<ChangeView> heldChanges,
    List<ChangeView> changesInMotion,
    String zone) {

  /** A window, asked alone. */
  public record WindowView(
      String name,
      String mode,
      boolean open,
      @Nullable String reason,
      String message,
      @Nullable String until) {}

  /**
   * A fault that is open, or still counts.
   *
   * @param since when it began, RFC 3339
   * @param message how it holds; empty when no window minds it
   */
  public record FaultView(
      String name, String severity, boolean open, String since, String summary, String message) {}

  /**
   * An override in force.
   *
   * @param change namespace and name of the one change; absent when it is for all
   */
  public record OverrideView(
      String name,
      @Nullable String change,
      String openedBy,
      boolean confirmed,
      String until,
      String reason) {}

  /** A change that is held or in motion. */
  public record ChangeView(
      String namespace,
      String deployment,
      String change,
      String state,
      String requestedBy,
      String requestedTime,
      @Nullable String risk,
      @Nullable String reason,
      String message,
      List<String> diff) {}
}
