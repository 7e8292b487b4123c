package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeSpec;
import dev.rollguard.api.v1alpha1.ChangeState;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a request replaces: the change before it, if that was never released. Who edits a held
 * template keeps what others put into it. Pure.
 */
final class Replaced {
  private static final int MOST = 32;

  private Replaced() {}

  /**
   * Who asked for it, and for what it had replaced itself; each once, the latest last.
   *
   * @param newest the newest Changes of the Deployment; several when nobody can tell which it is
   * @param asker who asks now
   */
  static List<String> requesters(List<Change> newest, String asker) {
    // Of one second: what was superseded came before what was not, which names its requesters.
    var last =
        newest.stream().filter(c -> c.getStatus().getState() != ChangeState.Superseded).toList();
    var all =
        (last.isEmpty() ? newest : last)
            .stream()
                .filter(Replaced::isReplacedWhileHeld)
                .map(Change::getSpec)
                .flatMap(Replaced::requesters)
                .filter(user -> !user.equals(asker) && !user.equals(Holds.UNKNOWN_REQUESTER))
                .distinct()
                .toList();
    return all.subList(Math.max(0, all.size() - MOST), all.size());
  }

  /** A cancelled or rejected one was taken out of the template. */
  private static boolean isReplacedWhileHeld(Change change) {
    var state = change.getStatus().getState();
    return change.getStatus().getReleasedTime() == null
        && (state == null || state == ChangeState.Held || state == ChangeState.Superseded);
  }

  private static Stream<String> requesters(ChangeSpec spec) {
    return Stream.concat(spec.getAlsoRequestedBy().stream(), Stream.of(spec.getRequestedBy()));
  }
}
