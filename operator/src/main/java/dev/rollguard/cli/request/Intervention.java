package dev.rollguard.cli.request;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.Reason;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done to a Change: taken back before its release, or reverted after it. */
public enum Intervention {
  CANCEL(Labels.CANCEL, ChangeState.Held, Reason.Cancelled),
  REVERT(Labels.REVERT, ChangeState.Released, Reason.Reverted);

  private static final int MAX_REASON = 1024;

  private final String annotation;
  private final ChangeState applies;
  private final Reason reason;

  Intervention(String annotation, ChangeState applies, Reason reason) {
    this.annotation = annotation;
    this.applies = applies;
    this.reason = reason;
  }

  /** What is sent, as a merge patch. */
  public Map<String, Object> patch(String reason) {
    return Map.of(
        "metadata",
        Map.of("annotations", Map.of(annotation, Sentences.line("--reason", reason, MAX_REASON))));
  }

  /** Why it cannot be done to a Change in this state, and what can; empty when it can. */
  public Optional<String> refusal(Change change) {
    var state = change.getStatus().getState();
    if (state == null || state == applies) {
      return Optional.empty();
    }
    var name = change.getSpec().getWorkloadRef().getName();
    var namespace = change.getMetadata().getNamespace();
    return Optional.of(
        "Change/%s is %s: %s"
            .formatted(change.getMetadata().getName(), state, instead(state, name, namespace)));
  }

  private static String instead(ChangeState state, String name, String namespace) {
    return switch (state) {
      case Held ->
          "it has not rolled out, so take it back with: kubectl rollguard cancel %s -n %s."
              .formatted(name, namespace);
      case Released ->
          "it is rolling out, so revert it with: kubectl rollguard revert %s -n %s."
              .formatted(name, namespace);
      case Completed ->
          "it runs and is healthy; go back with: kubectl rollout undo deployment/%s -n %s."
              .formatted(name, namespace);
      case Superseded -> "a newer change took its place; nothing is left to do.";
      case Failed ->
          "it has ended; if what it rolled out is still there, go back with: kubectl rollout undo deployment/%s -n %s."
              .formatted(name, namespace);
      case Cancelled -> "it has ended already.";
    };
  }

  /** How it ended, in one sentence; empty while it has not. */
  public Optional<String> outcome(Change change) {
    var state = change.getStatus().getState();
    var ended =
        switch (state == null ? ChangeState.Held : state) {
          case Held -> false;
          case Released -> this == CANCEL;
          case Completed, Superseded, Cancelled, Failed -> true;
        };
    return ended
        ? Optional.of(
            "Change/%s is %s: %s"
                .formatted(
                    change.getMetadata().getName(),
                    state,
                    message(change.getStatus().getMessage())))
        : Optional.empty();
  }

  private static String message(@Nullable String message) {
    return message == null ? "the operator gives no reason." : message;
  }

  /** Whether it ended because of this. */
  public boolean succeeded(Change change) {
    return reason.name().equals(change.getStatus().getReason());
  }
}
