package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Reason;
import java.util.Comparator;
import java.util.List;

/**
 * Tells the rollouts by which the operator itself brings back what ran. They are on the Deployment
 * before they are on record (ADR 10), and there anybody may have written who asked: so the records
 * of the Deployment have to say the same.
 */
final class WayBacks {
  private final String operatorUser;

  /**
   * @param operatorUser the user name of the operator's ServiceAccount
   */
  WayBacks(String operatorUser) {
    this.operatorUser = operatorUser;
  }

  /** Whether a rollout that nobody held is one. */
  boolean isOne(NewChange.Asked asked) {
    var request = asked.request();
    var history = request.history();
    return says(asked)
        && history.stream().noneMatch(c -> isEarlierOne(c, asked))
        && (request.revisions().typeOf(request.template()) == ChangeType.Rollback
            || newestWasTakenBack(history));
  }

  /** Whether the Deployment says that the operator asked, truly or not. */
  boolean says(NewChange.Asked asked) {
    return asked.workload().getRequestedBy().equals(operatorUser);
  }

  /** The stamp of an earlier way back stays on the Deployment, and says nothing of what is next. */
  private boolean isEarlierOne(Change change, NewChange.Asked asked) {
    return operatorUser.equals(change.getSpec().getRequestedBy())
        && asked.workload().getRequestedAt().equals(change.getSpec().getRequestedTime())
        && !asked.situation().templateHash().equals(change.getSpec().getTemplateHash());
  }

  /** Then what ran is brought back, whether it was healthy or not. */
  private static boolean newestWasTakenBack(List<Change> history) {
    return history.stream()
        .max(Comparator.comparing((Change c) -> c.getMetadata().getCreationTimestamp()))
        .filter(c ->
            c.getMetadata().getAnnotations().containsKey(Labels.CANCEL)
                || c.getMetadata().getAnnotations().containsKey(Labels.REVERT)
                || Reason.Rejected.name().equals(c.getStatus().getReason()))
        .isPresent();
  }
}
