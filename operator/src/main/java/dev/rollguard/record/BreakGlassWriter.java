package dev.rollguard.record;

import dev.rollguard.api.v1alpha1.BreakGlass;
import dev.rollguard.api.v1alpha1.BreakGlassStatus;
import dev.rollguard.core.gate.Texts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;

/**
 * Writes what passed under an override into its record, before it passes: an override leaves no
 * change behind that nobody can find.
 */
public final class BreakGlassWriter {
  /** The list ends there; the audit log goes on. */
  static final int MAX_LINES = 1000;

  private static final int MAX_LINE_BYTES = 512;
  private static final int CONFLICT = 409;
  private static final int INVALID = 422;
  private static final int TRIES = 10;

  private final KubernetesClient client;
  private final StatusWriter statuses;

  public BreakGlassWriter(KubernetesClient client, StatusWriter statuses) {
    this.client = client;
    this.statuses = statuses;
  }

  /**
   * Notes a change in the override's list, once.
   *
   * @param key how the line begins; tells whether the change is in the list already
   * @return whether it is in the list now; false when the override is gone
   * @throws KubernetesClientException when it could not be written
   */
  public boolean passes(String breakGlass, String key, String rest) {
    for (var tries = 0; ; tries++) {
      var glass = client.resources(BreakGlass.class).withName(breakGlass).get();
      if (glass == null) {
        return false;
      }
      if (glass.getStatus().getReleased().stream().anyMatch(l -> l.startsWith(key))) {
        return true;
      }
      try {
        statuses.writeOver(glass, with(glass.getStatus(), key + rest));
        return true;
      } catch (KubernetesClientException e) {
        var faster = e.getCode() == CONFLICT || e.getCode() == INVALID;
        if (!faster || tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private static BreakGlassStatus with(BreakGlassStatus before, String line) {
    var after = copy(before);
    var lines = new ArrayList<>(before.getReleased());
    var number = before.getReleasedChanges() == null ? 0 : before.getReleasedChanges();
    if (lines.size() < MAX_LINES) {
      lines.add(Texts.line(line, MAX_LINE_BYTES));
    }
    after.setReleased(lines);
    after.setReleasedChanges(number + 1);
    return after;
  }

  /** A status that may be changed. */
  public static BreakGlassStatus copy(BreakGlassStatus from) {
    var to = new BreakGlassStatus();
    to.setState(from.getState());
    to.setSummary(from.getSummary());
    to.setConditions(from.getConditions());
    to.setObservedGeneration(from.getObservedGeneration());
    to.setDatacenter(from.getDatacenter());
    to.setOpenedBy(from.getOpenedBy());
    to.setConfirmedBy(from.getConfirmedBy());
    to.setActiveUntil(from.getActiveUntil());
    to.setReleased(from.getReleased());
    to.setReleasedChanges(from.getReleasedChanges());
    return to;
  }
}
