package dev.rollguard.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses as the Deployment controller writes them. */
class RolloutStatusTest {
  /** What each line looks like in {@code kubectl get}; spec.replicas is 3 where not said. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "settled,                               3, 3, 3, 3, NewReplicaSetAvailable,   complete",
    "new pods are starting,                 3, 4, 1, 3, ReplicaSetUpdated,        moving",
    "new ReplicaSet just created,           3, 3, 0, 3, NewReplicaSetCreated,     moving",
    "all are new but one does not serve,    3, 3, 3, 2, ReplicaSetUpdated,        moving",
    "all serve but an old one is left,      3, 4, 3, 4, ReplicaSetUpdated,        moving",
    "first rollout,                         3, 0, 0, 0, NewReplicaSetCreated,     moving",
    "quota refuses new pods,                3, 3, 0, 3, ReplicaSetCreateError,    moving",
    "no progress,                           3, 4, 1, 3, ProgressDeadlineExceeded, stuck",
    "finished after all,                    3, 3, 3, 3, ProgressDeadlineExceeded, complete+stuck",
    "pods crash long after the rollout,     3, 3, 3, 1, NewReplicaSetAvailable,   still",
    "a node is drained,                     3, 2, 2, 2, NewReplicaSetAvailable,   still",
    "scaled up,                             5, 3, 3, 3, NewReplicaSetAvailable,   still",
    "scaled down,                           2, 3, 3, 3, NewReplicaSetAvailable,   complete",
    "scaled to zero,                        0, 0, 0, 0, NewReplicaSetAvailable,   complete",
    "paused in the middle,                  3, 4, 2, 3, DeploymentPaused,         still",
    "resumed with an old pod left,          3, 4, 2, 3, DeploymentResumed,        moving",
    "resumed with one pod crashing,        3, 3, 3, 2, DeploymentResumed,        still",
    "no deadline; settled,                  3, 3, 3, 3, '',                       complete",
    "no deadline; old pods are left,        3, 4, 2, 3, '',                       moving",
    "no deadline; scaled up,                5, 3, 3, 3, '',                       still",
  })
  void isReadAsKubectlReadsIt(
      String what,
      int desired,
      int replicas,
      int updated,
      int available,
      String progressing,
      String expected) {
    var status =
        new RolloutStatus(5, 5, desired, replicas, updated, available, progressing, 600, 0);

    assertThat(words(status)).isEqualTo(expected);
  }

  @Test
  void whatTheControllerHasNotSeenYetIsNeitherDoneNorMovingNorStuck() {
    for (var reason :
        List.of("NewReplicaSetAvailable", "ReplicaSetUpdated", "", "ProgressDeadlineExceeded")) {
      assertThat(words(new RolloutStatus(6, 5, 3, 3, 3, 3, reason, 600, 0))).isEqualTo("still");
      assertThat(words(new RolloutStatus(6, 5, 3, 4, 1, 3, reason, 600, 0))).isEqualTo("still");
    }
  }

  @Test
  void aStatusThatIsAheadOfTheCacheCounts() {
    assertThat(new RolloutStatus(5, 6, 3, 3, 3, 3, "", 600, 0).complete()).isTrue();
  }

  private static String words(RolloutStatus status) {
    var words =
        (status.complete() ? "+complete" : "")
            + (status.inMotion() ? "+moving" : "")
            + (status.stuck() ? "+stuck" : "");
    return words.isEmpty() ? "still" : words.substring(1);
  }
}
