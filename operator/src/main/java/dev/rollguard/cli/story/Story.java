package dev.rollguard.cli.story;

import dev.rollguard.api.v1alpha1.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a Deployment's rollout is held, or what became of the last one.
 *
 * @param held whether it waits
 * @param message one sentence: what, why, until when
 * @param todo what a person may do about it, one line each
 * @param last the change that this is about; absent when there is none on record
 */
public record Story(
    String namespace,
    String deployment,
    @Nullable String datacenter,
    boolean held,
    @Nullable String reason,
    String message,
    List<String> todo,
    @Nullable Told last) {

  /**
   * A change as its record tells it.
   *
   * @param alsoRequestedBy who asked for what it replaced while that was held
   * @param gates one line for each gate
   */
  public record Told(
      String name,
      String state,
      String type,
      String requestedBy,
      List<String> alsoRequestedBy,
      String requestedTime,
      List<String> diff,
      @Nullable String risk,
      List<String> riskReasons,
      List<String> windows,
      List<String> gates,
      @Nullable String turnTime,
      @Nullable String breakGlass,
      @Nullable String releasedTime,
      @Nullable String completedTime) {

    static @Nullable String name(@Nullable Risk risk) {
      return risk == null ? null : risk.name();
    }
  }
}
