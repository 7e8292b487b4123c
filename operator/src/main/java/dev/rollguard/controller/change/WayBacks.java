package dev.rollguard.controller.change;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.gate.ChangeType;
import dev.rollguard.core.gate.Reason;

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
    return says(asked)
        && request.history().stream().noneMatch(c -> isEarlierOne(c, asked))
        && (request.revisions().typeOf(request.template()) == ChangeType.Rollback
            || request.newest().stream().anyMatch(WayBacks::wasTakenBack));
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
  private static boolean wasTakenBack(Change change) {
    return change.getMetadata().getAnnotations().containsKey(Labels.CANCEL)
        || change.getMetadata().getAnnotations().containsKey(Labels.REVERT)
        || Reason.Rejected.name().equals(change.getStatus().getReason());
  }
}
