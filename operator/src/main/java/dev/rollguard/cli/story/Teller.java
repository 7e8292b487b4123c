package dev.rollguard.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeState;
import dev.rollguard.api.v1alpha1.ChangeType;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.cli.story.Story.Told;
import dev.rollguard.core.gate.Reason;
import dev.rollguard.core.gate.Texts;
import dev.rollguard.observe.Observer;
import dev.rollguard.observe.Standings;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the story of a Deployment from its record.
 *
 * @param deployment as it is; empty when there is none of that name
 * @param changes all of its Changes that are kept
 */
public record Teller(
    String namespace, String name, Optional<JsonNode> deployment, List<Change> changes) {

  private static final Set<String> ROLLED_BACK =
      Set.of(Reason.Reverted.name(), Reason.RolledBackOnFault.name());

  /** Empty when nothing is known under that name. */
  public Optional<Story> tell() {
    var change =
        changes.stream()
            .filter(c -> name.equals(c.getSpec().getWorkloadRef().getName()))
            .max(
                Comparator.comparing((Change c) -> !Observer.finished(c))
                    .thenComparing(c -> c.getSpec().getRequestedTime())
                    .thenComparing(c -> c.getMetadata().getName()));
    return change.map(this::of).or(() -> deployment.map(this::unrecorded));
  }

  private boolean isMarked() {
    return deployment.filter(d -> d.at("/metadata/labels").has(Labels.HELD)).isPresent();
  }

  private boolean isPaused() {
    return deployment.filter(d -> d.at("/spec/paused").asBoolean(false)).isPresent();
  }

  private Story unrecorded(JsonNode found) {
    if (isMarked()) {
      var by = found.at("/metadata/annotations").path(Labels.REQUESTED_BY).asText("unknown");
      return plain(
          true,
          "Its rollout, asked for by %s, is held, and the operator has not recorded it yet."
              .formatted(by),
          List.of("See that the operator runs."));
    }
    return isPaused()
        ? ownPause()
        : plain(false, "It is not held, and no change of it is on record.", List.of());
  }

  private Story ownPause() {
    return plain(
        false,
        "It is not held by Rollguard: its owner paused it.",
        List.of(
            "Resume it with: kubectl rollout resume deployment/%s -n %s."
                .formatted(name, namespace)));
  }

  private Story plain(boolean held, String message, List<String> todo) {
    return new Story(namespace, name, null, held, null, message, todo, null);
  }

  /** The story of one Change. */
  public Story of(Change change) {
    var status = change.getStatus();
    var state = Observer.state(change);
    var held = state == ChangeState.Held;
    var deploymentName = change.getSpec().getWorkloadRef().getName();
    return new Story(
        namespace,
        deploymentName,
        change.getSpec().getDatacenter(),
        held,
        status.getReason(),
        message(change, state),
        held
            ? Advice.on(status.getReason(), deploymentName, namespace)
            : after(change, state, deploymentName),
        told(change, state));
  }

  private static String message(Change change, ChangeState state) {
    var said = Objects.requireNonNullElse(change.getStatus().getMessage(), "");
    return switch (state) {
      case Held -> said.isEmpty() ? "It was just asked for; nothing is decided yet." : said;
      case Released -> "It was released and rolls out." + also(said);
      case Completed ->
          Standings.ranHealthy(change)
              ? "Its last change was rolled out and is healthy." + also(said)
              : "Its last change was rolled out." + also(said);
      case Superseded -> "Its last change was replaced by a newer one." + also(said);
      case Cancelled -> "Its last change was taken back." + also(said);
      case Failed -> "Its last change failed." + also(said);
    };
  }

  private static String also(String said) {
    return said.isEmpty() ? "" : " " + Texts.withoutFullStop(said) + ".";
  }

  private List<String> after(Change change, ChangeState state, String deploymentName) {
    return switch (state) {
      case Released ->
          List.of(
              "Revert it with: kubectl rollguard revert %s -n %s."
                  .formatted(deploymentName, namespace));
      // What a rollback left is what the next one would bring back.
      case Failed, Completed ->
          change.getSpec().getType() == ChangeType.Rollback || wasRolledBack(change)
              ? List.of()
              : List.of(
                  "Roll back with: kubectl rollout undo deployment/%s -n %s."
                      .formatted(deploymentName, namespace));
      case Held, Superseded, Cancelled -> List.of();
    };
  }

  private static boolean wasRolledBack(Change change) {
    return ROLLED_BACK.contains(String.valueOf(change.getStatus().getReason()));
  }

  private static Told told(Change change, ChangeState state) {
    var spec = change.getSpec();
    var status = change.getStatus();
    return new Told(
        change.getMetadata().getName(),
        state.name(),
        String.valueOf(spec.getType()),
        spec.getRequestedBy(),
        List.copyOf(spec.getAlsoRequestedBy()),
        spec.getRequestedTime(),
        spec.getDiff(),
        Told.name(status.getRisk()),
        status.getRiskReasons(),
        status.getWindows(),
        status.getGates(),
        status.getTurnTime(),
        status.getBreakGlass(),
        status.getReleasedTime(),
        status.getCompletedTime());
  }
}
