package dev.rollguard.controller.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollguard.api.v1alpha1.Change;
import dev.rollguard.api.v1alpha1.ChangeSpec;
import dev.rollguard.api.v1alpha1.Labels;
import dev.rollguard.core.change.Around;
import dev.rollguard.core.change.Canaries;
import dev.rollguard.core.change.PodTemplate;
import dev.rollguard.core.change.Revisions;
import dev.rollguard.core.change.Revisions.Revision;
import dev.rollguard.core.change.RolloutStatus;
import dev.rollguard.core.change.Situation;
import dev.rollguard.faults.FaultyApiServer;
import dev.rollguard.observe.LiveReader.Request;
import dev.rollguard.observe.Workload;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the operator brought back is told from what only says so. */
class WayBacksTest {
  private static final String OPERATOR = "system:serviceaccount:rollguard:rollguard";
  private static final String NOW = "2026-05-21T09:00:00Z";
  private static final PodTemplate OLD = template("cart:1");
  private static final PodTemplate NEW = template("cart:2");

  private final WayBacks wayBacks = new WayBacks(OPERATOR);

  @Test
  void whatRanHealthyAndTheOperatorAskedForIsOne() {
    assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(OLD.hash()), replaced(Map.of())))).isTrue();
  }

  @Test
  void whatAnybodyElseAskedForIsNone() {
    assertThat(wayBacks.isOne(asked("alice", Set.of(OLD.hash()), replaced(Map.of())))).isFalse();
  }

  /** Anybody may write the annotation on a Deployment that is not held. */
  @Test
  void whatNeverRanHealthyIsNoneWhoeverIsSaidToHaveAsked() {
    assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(), replaced(Map.of())))).isFalse();
  }

  @Test
  void whatRanBeforeAChangeThatWasTakenBackIsOneThoughItWasNotHealthy() {
    for (var wish : List.of(Labels.CANCEL, Labels.REVERT)) {
      var replaced = replaced(Map.of(wish, "not today"));
      assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(), replaced))).as(wish).isTrue();
    }
  }

  /** Which of two was taken back last nobody can tell from their times, whatever their order. */
  @Test
  void ofTwoWithinOneSecondItIsEnoughThatOneWasTakenBack() {
    var one = replaced(Map.of(Labels.CANCEL, "not today"));
    var other = replaced(Map.of());
    assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(), one, other))).isTrue();
    assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(), other, one))).isTrue();
  }

  /** The stamp of an earlier way back is still there when something slips in. */
  @Test
  void aStampThatBelongsToAnotherTemplateSaysNothing() {
    var earlier = replaced(Map.of());
    earlier.getSpec().setRequestedTime(NOW);
    assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(OLD.hash()), earlier)))
        .as("alice asked within the same second")
        .isTrue();
    earlier.getSpec().setRequestedBy(OPERATOR);
    assertThat(wayBacks.isOne(asked(OPERATOR, Set.of(OLD.hash()), earlier))).isFalse();
  }

  /** Now cart:1 is wanted again, after cart:2. */
  private static NewChange.Asked asked(String user, Set<String> healthy, Change... replaced) {
    var workload = new Workload();
    workload.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("cart").build());
    workload
        .getMetadata()
        .setAnnotations(Map.of(Labels.REQUESTED_BY, user, Labels.REQUESTED_AT, NOW));
    var revisions = new Revisions(List.of(revision(2, NEW), revision(1, OLD)), healthy);
    return new NewChange.Asked(
        workload, situation(), new Request(OLD, revisions, List.of(replaced)));
  }

  private static Change replaced(Map<String, String> annotations) {
    var change = new Change();
    change.setMetadata(
        new ObjectMetaBuilder()
            .withName("cart-2")
            .withCreationTimestamp("2026-05-21T08:30:00Z")
            .withAnnotations(annotations)
            .build());
    var spec = new ChangeSpec();
    spec.setTemplateHash(NEW.hash());
    spec.setRequestedTime("2026-05-21T08:30:00Z");
    change.setSpec(spec);
    return change;
  }

  private static Revision revision(long number, PodTemplate template) {
    var created = Instant.parse(NOW).minusSeconds(3_600 / number);
    return new Revision("cart-" + number, number, template, template.hash(), created, 1, 0);
  }

  private static Situation situation() {
    return new Situation(
        Instant.parse(NOW),
        "shop",
        "cart",
        "dc1",
        false,
        false,
        false,
        OLD.hash(),
        NOW,
        new RolloutStatus(2, 2, 1, 2, 1, 1, "ReplicaSetUpdated", 600, 0),
        List.of(),
        List.of(),
        Set.of(),
        true,
        List.of(),
        Canaries.NONE,
        Around.NONE);
  }

  private static PodTemplate template(String image) {
    return PodTemplate.of(
        FaultyApiServer.json(
            "{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"%s\"}]}}".formatted(image)));
  }
}
