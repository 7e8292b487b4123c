package dev.rollguard.core.change;

import static dev.rollguard.core.change.Templates.template;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.gate.ChangeType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevisionsTest {
  private static final PodTemplate V1 = image("chat:1");
  private static final PodTemplate V2 = image("chat:2");
  private static final PodTemplate V3 = image("chat:3");
  private static final PodTemplate V2_RESTARTED =
      template(
          "{'metadata':{'annotations':{'kubectl.kubernetes.io/restartedAt':'x'}},"
              + "'spec':{'containers':[{'image':'chat:2'}]}}");

  @Test
  void withoutARevisionItIsTheFirstRollout() {
    assertThat(revisions().typeOf(V1)).isEqualTo(ChangeType.Create);
  }

  @Test
  void anotherTemplateIsAnUpdate() {
    assertThat(revisions(revision(1, V1, 3, 3)).typeOf(V2)).isEqualTo(ChangeType.Update);
  }

  @Test
  void theRunningTemplateWithAStampIsARestart() {
    assertThat(revisions(revision(2, V2, 3, 3)).typeOf(V2_RESTARTED)).isEqualTo(ChangeType.Restart);
    assertThat(revisions(revision(2, V2_RESTARTED, 3, 3)).typeOf(V2))
        .as("taking the stamp away restarts as well")
        .isEqualTo(ChangeType.Restart);
  }

  @Test
  void theTemplateOfAnOlderRevisionWithAStampIsNoRestart() {
    assertThat(revisions(revision(2, V2, 0, 0), revision(3, V3, 3, 3)).typeOf(V2_RESTARTED))
        .isEqualTo(ChangeType.Update);
  }

  @Test
  void aTemplateThatRanHealthyIsARollback() {
    var revisions = healthy(Set.of(V1.hash()), revision(1, V1, 0, 0), revision(2, V2, 3, 3));

    assertThat(revisions.typeOf(V1)).isEqualTo(ChangeType.Rollback);
    assertThat(revisions.typeOf(V3)).isEqualTo(ChangeType.Update);
  }

  @Test
  void aRevisionThatNeverRanHealthyIsNoRollback() {
    assertThat(revisions(revision(1, V1, 0, 0), revision(2, V2, 3, 3)).typeOf(V1))
        .isEqualTo(ChangeType.Update);
  }

  @Test
  void aTemplateThatRanHealthyIsARollbackThoughItsReplicaSetIsGone() {
    assertThat(healthy(Set.of(V1.hash()), revision(2, V2, 3, 3)).typeOf(V1))
        .isEqualTo(ChangeType.Rollback);
    assertThat(healthy(Set.of(V1.hash())).typeOf(V1)).isEqualTo(ChangeType.Rollback);
  }

  @Test
  void aTemplateRunsWhenItsRevisionIsTheOnlyOneWithPods() {
    var revisions = revisions(revision(1, V1, 0, 0), revision(2, V2, 3, 3));

    assertThat(revisions.runs(V2.hash())).isTrue();
    assertThat(revisions.runs(V1.hash())).isFalse();
    assertThat(revisions.runs(V3.hash())).isFalse();
  }

  @Test
  void beforeARolloutThatHasStartedRanTheNewestRevisionWithAnotherTemplate() {
    var revisions = revisions(revision(1, V1, 0, 0), revision(2, V2, 2, 2), revision(3, V3, 1, 0));

    assertThat(revisions.before(V3.hash()).orElseThrow().hash()).isEqualTo(V2.hash());
    assertThat(revisions.before(V1.hash()).orElseThrow().hash()).isEqualTo(V3.hash());
    assertThat(revisions(revision(1, V1, 2, 2)).before(V1.hash())).isEmpty();
  }

  @Test
  void theOrderOfTheListDoesNotMatter() {
    assertThat(revisions(revision(2, V2, 3, 3), revision(1, V1, 0, 0)).runs(V2.hash())).isTrue();
  }

  @Test
  void nothingRunsForGoodWhileARolloutIsHalfDone() {
    var revisions = revisions(revision(1, V1, 2, 2), revision(2, V2, 2, 1));

    assertThat(revisions.runs(V1.hash())).isFalse();
    assertThat(revisions.runs(V2.hash())).isFalse();
  }

  @Test
  void aRolloutThatHasNotStartedPodsYetDoesNotRun() {
    var revisions = revisions(revision(1, V1, 3, 3), revision(2, V2, 0, 0));

    assertThat(revisions.runs(V2.hash())).isFalse();
    assertThat(revisions.runs(V1.hash())).as("all pods are of it").isTrue();
  }

  @Test
  void scaledToZeroOnlyWhatHasNoOtherRevisionRuns() {
    var revisions = revisions(revision(1, V1, 0, 0), revision(2, V2, 0, 0));

    assertThat(revisions.runs(V2.hash())).as("asked for again it has the number at once").isFalse();
    assertThat(revisions.runs(V1.hash())).isFalse();
    assertThat(revisions.healthyNow()).isEmpty();
    assertThat(revisions(revision(1, V1, 0, 0)).runs(V1.hash())).isTrue();
    assertThat(revisions(revision(1, V1, 0, 0)).runs(V2.hash())).isFalse();
    assertThat(revisions().runs(V1.hash())).isFalse();
  }

  /** The deployment controller numbers the revision that is asked for though it is paused. */
  @Test
  void aRestartIsToldWhenItsRevisionHasTheNewestNumberAlready() {
    assertThat(revisions(revision(3, V2, 0, 0), revision(2, V2_RESTARTED, 3, 3)).typeOf(V2))
        .isEqualTo(ChangeType.Restart);
  }

  @Test
  void healthyIsWhatServesAlone() {
    assertThat(revisions(revision(1, V1, 0, 0), revision(2, V2, 3, 3)).healthyNow())
        .contains(V2.hash());
    assertThat(revisions(revision(2, V2, 3, 2)).healthyNow()).isEmpty();
    assertThat(revisions().healthyNow()).isEmpty();
  }

  @Test
  void theOldRevisionIsHealthyUntilTheNewOneHasPods() {
    assertThat(revisions(revision(1, V1, 3, 3), revision(2, V2, 0, 0)).healthyNow())
        .contains(V1.hash());
  }

  @Test
  void inTheMiddleOfARolloutOnlyWhatRanHealthyBeforeIsHealthy() {
    var half = List.of(revision(1, V1, 2, 2), revision(2, V2, 1, 1));

    assertThat(new Revisions(half, Set.of()).healthyNow()).isEmpty();
    assertThat(new Revisions(half, Set.of(V1.hash())).healthyNow()).contains(V1.hash());
    assertThat(new Revisions(half, Set.of(V1.hash(), V2.hash())).healthyNow())
        .as("the newer of two")
        .contains(V2.hash());
  }

  @Test
  void theLastHealthyRevisionIsTheNewestOneButTheGiven() {
    var revisions =
        healthy(
            Set.of(V1.hash(), V2.hash(), V3.hash()),
            revision(2, V2, 0, 0),
            revision(1, V1, 0, 0),
            revision(3, V3, 3, 3));

    assertThat(revisions.lastHealthyBut(V3.hash()).orElseThrow().number()).isEqualTo(2);
    assertThat(revisions.lastHealthyBut(V2.hash()).orElseThrow().number()).isEqualTo(3);
    assertThat(healthy(Set.of(V3.hash()), revision(3, V3, 3, 3)).lastHealthyBut(V3.hash()))
        .isEmpty();
  }

  private static PodTemplate image(String image) {
    return template("{'metadata':{},'spec':{'containers':[{'image':'" + image + "'}]}}");
  }

  private static Revision revision(long number, PodTemplate template, int desired, int available) {
    return new Revision(
        "cart-" + number, number, template, template.hash(), Instant.EPOCH, desired, available);
  }

  private static Revisions revisions(Revision... all) {
    return healthy(Set.of(), all);
  }

  private static Revisions healthy(Set<String> hashes, Revision... all) {
    return new Revisions(List.of(all), hashes);
  }
}
